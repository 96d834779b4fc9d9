package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.StopReason;

/// `stopReason` in Converse.
final class StopReasons {
    private StopReasons() {}

    static StopReason read(String reason) {
        return switch (reason) {
            case "end_turn" -> StopReason.END;
            case "tool_use" -> StopReason.TOOL_CALLS;
            case "max_tokens" -> StopReason.LENGTH;
            case "model_context_window_exceeded" -> StopReason.CONTEXT;
            case "stop_sequence" -> StopReason.STOP_SEQUENCE;
            case "guardrail_intervened", "content_filtered", "refusal" -> StopReason.REFUSED;
            case "malformed_tool_use" -> StopReason.BROKEN_TOOL_CALL;
            default -> StopReason.OTHER;
        };
    }
}
