package dev.cardea.calllog;

/// The call log can't answer now; the message says why, in words for operators.
public final class CallLogUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CallLogUnavailable(String message) {
        super(message);
    }

    public CallLogUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
