package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.StopReason;

/// `finish_reason` in Chat Completions.
final class FinishReason {
    private FinishReason() {}

    static StopReason read(String reason) {
        return switch (reason) {
            case "stop" -> StopReason.END;
            case "length", "max_tokens", "model_length" -> StopReason.LENGTH;
            case "tool_calls", "function_call" -> StopReason.TOOL_CALLS;
            case "content_filter" -> StopReason.REFUSED;
            default -> StopReason.OTHER;
        };
    }

    /// @param calls whether the answer asks for tools
    static String write(StopReason reason, boolean calls) {
        return switch (reason) {
            case END, OTHER, PAUSED -> calls ? "tool_calls" : "stop";
            case STOP_SEQUENCE, BROKEN_TOOL_CALL -> "stop";
            case LENGTH, CONTEXT -> "length";
            case TOOL_CALLS -> "tool_calls";
            case REFUSED -> "content_filter";
        };
    }
}
