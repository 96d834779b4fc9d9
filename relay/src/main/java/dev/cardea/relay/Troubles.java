package dev.cardea.relay;

import dev.cardea.model.ErrorClass;
import dev.cardea.model.Family;

/// Tells the class of a failure, which a route's fallback goes by.
final class Troubles {
    private Troubles() {}

    static ErrorClass of(Failure failure) {
        return switch (failure.reason().code()) {
            case "UPSTREAM_UNREACHABLE" -> ErrorClass.UNREACHABLE;
            case "UPSTREAM_TIMEOUT" -> ErrorClass.TIMEOUT;
            case "UPSTREAM_OVERLOADED", "UPSTREAM_OUTAGE" -> ErrorClass.OVERLOADED;
            case "UPSTREAM_RATE_LIMITED" -> ErrorClass.RATE_LIMITED;
            case "UPSTREAM_INVALID_ANSWER", "UPSTREAM_UNCLASSIFIED" -> ErrorClass.INVALID_ANSWER;
            case "UPSTREAM_MODEL_NOT_ACCESSIBLE",
                    "UPSTREAM_MODEL_RETIRED",
                    "UPSTREAM_REGION_UNSUPPORTED",
                    "UPSTREAM_WRONG_ENDPOINT" ->
                    ErrorClass.MODEL;
            default ->
                    failure.reason().family() == Family.REQUEST
                            ? ErrorClass.NOT_EXPRESSIBLE
                            : ErrorClass.CREDENTIAL;
        };
    }
}
