package dev.cardea.relay.http;

/// The host and port of a URI (RFC 3986, section 3.2) as bytes.
final class Authority {
    private Authority() {}

    /// Whether these bytes can be a host with or without a port; nothing at all can.
    static boolean valid(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            boolean letterOrDigit =
                    (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            if (!letterOrDigit && "-._~%!$&'()*+;=[]:".indexOf(b) < 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether two are the same, letters compared without case.
    static boolean same(byte[] bytes, int start, int end, int otherStart, int otherEnd) {
        if (end - start != otherEnd - otherStart) {
            return false;
        }
        for (int i = 0; i < end - start; i++) {
            if (lower(bytes[start + i]) != lower(bytes[otherStart + i])) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }
}
