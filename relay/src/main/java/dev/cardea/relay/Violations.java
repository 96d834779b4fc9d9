package dev.cardea.relay;

import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Reasons;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.Violation;
import java.util.Map;

/// What a breach of HTTP is called in the catalogue.
final class Violations {
    private static final long CREDENTIALS =
            Known.bits(Known.AUTHORIZATION, Known.X_API_KEY, Known.API_KEY, Known.X_GOOG_API_KEY);

    private Violations() {}

    static Fault fault(Violation violation, RelayConfig config) {
        return switch (violation.kind()) {
            case MALFORMED -> malformed(violation);
            case CONTROL_CHARACTER ->
                    violation.field() != Known.OTHER && (CREDENTIALS & violation.field().bit()) != 0
                            ? Fault.of(Reasons.of("CREDENTIAL_ENCODING_INVALID"))
                            : malformed(violation);
            case HEAD_TIMEOUT ->
                    fault("REQUEST_TIMEOUT", "seconds", config.timeouts().head().toSeconds());
            case TARGET_TOO_LONG -> fault("URI_TOO_LONG", "limit", config.limits().uriBytes());
            case HEAD_TOO_LARGE ->
                    fault("HEADERS_TOO_LARGE", "limit", config.limits().headerBytes());
        };
    }

    private static Fault malformed(Violation violation) {
        return new Fault(Reasons.of("REQUEST_MALFORMED"), Map.of("detail", violation.detail()));
    }

    private static Fault fault(String code, String word, long value) {
        return new Fault(Reasons.of(code), Map.of(word, String.valueOf(value)));
    }
}
