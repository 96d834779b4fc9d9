package dev.cardea.dialect.hub;

import java.util.Arrays;
import java.util.Base64;

/// Joins pieces of base64 that were each encoded by themselves, so that put together they are base64
/// again: SDKs join them as texts. What doesn't fill three bytes waits for the next piece.
public final class Base64Pieces {
    private static final byte[] NOTHING = {};

    private byte[] rest = NOTHING;

    /// Adds a piece to the open string.
    public void next(Raw base64, JsonOut out) {
        if (rest.length == 0 && !padded(base64)) {
            out.inner(base64);
            return;
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(base64.content());
        } catch (IllegalArgumentException _) {
            out.inner(base64);
            return;
        }
        byte[] all = Arrays.copyOf(rest, rest.length + decoded.length);
        System.arraycopy(decoded, 0, all, rest.length, decoded.length);
        int whole = all.length - all.length % 3;
        rest = Arrays.copyOfRange(all, whole, all.length);
        encode(Arrays.copyOf(all, whole), out);
    }

    /// Whether something waits.
    public boolean waits() {
        return rest.length > 0;
    }

    /// Adds what waits.
    public void end(JsonOut out) {
        encode(rest, out);
        rest = NOTHING;
    }

    private static boolean padded(Raw base64) {
        return base64.bytes()[base64.to() - 2] == '=' || (base64.length() - 2) % 4 != 0;
    }

    private static void encode(byte[] bytes, JsonOut out) {
        byte[] text = Base64.getEncoder().encode(bytes);
        out.bytes(text, 0, text.length);
    }
}
