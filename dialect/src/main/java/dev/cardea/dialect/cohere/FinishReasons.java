package dev.cardea.dialect.cohere;

import dev.cardea.dialect.hub.StopReason;

/// `finish_reason` in Cohere's Chat v2.
final class FinishReasons {
    private FinishReasons() {}

    static StopReason read(String reason) {
        return switch (reason) {
            case "COMPLETE" -> StopReason.END;
            case "STOP_SEQUENCE" -> StopReason.STOP_SEQUENCE;
            case "MAX_TOKENS" -> StopReason.LENGTH;
            case "TOOL_CALL" -> StopReason.TOOL_CALLS;
            case "ERROR_TOXIC" -> StopReason.REFUSED;
            case "ERROR_LIMIT" -> StopReason.CONTEXT;
            default -> StopReason.OTHER;
        };
    }
}
