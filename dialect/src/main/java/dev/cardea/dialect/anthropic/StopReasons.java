package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.StopReason;

/// `stop_reason` in Messages.
final class StopReasons {
    private StopReasons() {}

    static StopReason read(String reason) {
        return switch (reason) {
            case "end_turn" -> StopReason.END;
            case "max_tokens" -> StopReason.LENGTH;
            case "model_context_window_exceeded" -> StopReason.CONTEXT;
            case "stop_sequence" -> StopReason.STOP_SEQUENCE;
            case "tool_use" -> StopReason.TOOL_CALLS;
            case "refusal" -> StopReason.REFUSED;
            case "pause_turn" -> StopReason.PAUSED;
            default -> StopReason.OTHER;
        };
    }

    /// @param calls whether the answer asks for tools
    static String write(StopReason reason, boolean calls) {
        return switch (reason) {
            case END, OTHER -> calls ? "tool_use" : "end_turn";
            case LENGTH -> "max_tokens";
            case CONTEXT -> "model_context_window_exceeded";
            case STOP_SEQUENCE -> "stop_sequence";
            case TOOL_CALLS -> "tool_use";
            case REFUSED -> "refusal";
            case PAUSED -> "pause_turn";
            case BROKEN_TOOL_CALL -> "end_turn";
        };
    }
}
