package dev.cardea.relay.http;

/// Checks the extensions of a chunk (RFC 9112, section 7.1.1), which are then ignored: each is
/// `;name`, `;name=token` or `;name="text"`, without blanks and without escapes.
final class ChunkExtension {
    private enum At {
        NAME_START,
        NAME,
        VALUE_START,
        VALUE,
        QUOTED,
        QUOTED_END
    }

    private At at = At.NAME_START;

    /// Begins behind a semicolon.
    void begin() {
        at = At.NAME_START;
    }

    /// Whether the line may end here.
    boolean complete() {
        return at == At.NAME || at == At.VALUE || at == At.QUOTED_END;
    }

    /// Takes the next byte; false when it has no place here.
    boolean take(byte b) {
        if (at == At.QUOTED) {
            at = b == '"' ? At.QUOTED_END : At.QUOTED;
            return Octets.value(b) && b != '\\';
        }
        if (b == ';' && complete()) {
            at = At.NAME_START;
            return true;
        }
        if (Octets.token(b)) {
            at = at == At.NAME_START ? At.NAME : at == At.VALUE_START ? At.VALUE : at;
            return at != At.QUOTED_END;
        }
        if (b == '=' && at == At.NAME) {
            at = At.VALUE_START;
            return true;
        }
        if (b == '"' && at == At.VALUE_START) {
            at = At.QUOTED;
            return true;
        }
        return false;
    }
}
