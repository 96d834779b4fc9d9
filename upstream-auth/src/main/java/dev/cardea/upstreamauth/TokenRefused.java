package dev.cardea.upstreamauth;

import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;

/// No token was given. The message is for the log and shows nothing of the secret.
final class TokenRefused extends RuntimeException {
    private final Reason reason;

    private TokenRefused(String message, Reason reason) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /// The service refuses the credential itself.
    static TokenRefused invalid(String detail) {
        return new TokenRefused(detail, Reasons.of("UPSTREAM_CREDENTIAL_INVALID"));
    }

    /// The service can't be reached, or fails.
    static TokenRefused unreachable(String detail) {
        return new TokenRefused(detail, Reasons.of("UPSTREAM_UNREACHABLE"));
    }

    Reason reason() {
        return reason;
    }
}
