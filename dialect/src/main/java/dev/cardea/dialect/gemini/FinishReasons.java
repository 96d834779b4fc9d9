package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.StopReason;

/// `finishReason`. It is STOP with function calls too; clients take an unknown value for a failure.
final class FinishReasons {
    private FinishReasons() {}

    static StopReason read(String reason) {
        return switch (reason) {
            case "STOP" -> StopReason.END;
            case "MAX_TOKENS" -> StopReason.LENGTH;
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT" ->
                    StopReason.REFUSED;
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL" -> StopReason.BROKEN_TOOL_CALL;
            case "FUNCTION_CALL" -> StopReason.TOOL_CALLS;
            default -> StopReason.OTHER;
        };
    }

    static String write(StopReason reason) {
        return switch (reason) {
            case END, STOP_SEQUENCE, TOOL_CALLS, PAUSED, OTHER -> "STOP";
            case LENGTH, CONTEXT -> "MAX_TOKENS";
            case REFUSED -> "SAFETY";
            case BROKEN_TOOL_CALL -> "MALFORMED_FUNCTION_CALL";
        };
    }
}
