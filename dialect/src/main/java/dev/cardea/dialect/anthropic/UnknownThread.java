package dev.cardea.dialect.anthropic;

import java.nio.charset.StandardCharsets;

/// Ends the translation of a request that goes on with a message thread, whose beginning another
/// provider holds. The SDKs answer to [#body] with the whole conversation.
public final class UnknownThread extends RuntimeException {
    public static final int STATUS = 404;
    private static final String BODY =
            "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"The thread is not"
                    + " known to this provider; send the whole conversation.\",\"details\":"
                    + "{\"error_code\":\"thread_not_found\"}}}";

    UnknownThread() {
        super("thread_not_found", null, false, false);
    }

    /// The answer's body.
    public static byte[] body() {
        return BODY.getBytes(StandardCharsets.UTF_8);
    }
}
