package dev.cardea.dialect.hub;

import dev.cardea.model.Credential;
import dev.cardea.model.Reasons;
import java.util.Map;

/// Ends a translation: the text can't be read as its dialect, or says what the target can't. Caught
/// at the module's edge, so it has no stack trace.
public final class TranslationFault extends RuntimeException {
    private final transient Credential.Fault fault;

    public TranslationFault(Credential.Fault fault) {
        super(fault.reason().code(), null, false, false);
        this.fault = fault;
    }

    public static TranslationFault malformed(String detail) {
        return new TranslationFault(
                new Credential.Fault(Reasons.of("REQUEST_MALFORMED"), Map.of("detail", detail)));
    }

    public static TranslationFault unsupported(String field, String target) {
        return new TranslationFault(
                new Credential.Fault(
                        Reasons.of("FIELD_UNSUPPORTED"), Map.of("field", field, "target", target)));
    }

    public Credential.Fault fault() {
        return fault;
    }
}
