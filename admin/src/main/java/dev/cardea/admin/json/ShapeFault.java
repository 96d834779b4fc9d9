package dev.cardea.admin.json;

/// What was sent hasn't the shape that is expected.
public final class ShapeFault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Kind kind;
    private final String pointer;

    /// What doesn't fit.
    public enum Kind {
        /// It isn't JSON at all.
        NOT_JSON,
        /// JSON, as far as it was read, but objects and lists within each other beyond the limit.
        NESTED_TOO_DEEP,
        UNKNOWN_MEMBER,
        MISSING_MEMBER,
        WRONG_TYPE,
        /// The right type, but no value that can be meant.
        WRONG_VALUE
    }

    /// @param pointer where, as a JSON pointer (RFC 6901)
    /// @param message found and expected, without the value that was sent
    public ShapeFault(Kind kind, String pointer, String message) {
        super(message);
        this.kind = kind;
        this.pointer = pointer;
    }

    public Kind kind() {
        return kind;
    }

    public String pointer() {
        return pointer;
    }
}
