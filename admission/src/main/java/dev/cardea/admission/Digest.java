package dev.cardea.admission;

import dev.cardea.model.Sha256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// SHA-256 of short ASCII texts with nothing allocated but the result. For one thread.
final class Digest {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MessageDigest sha256;
    private final byte[] hash = new byte[32];
    private byte[] bytes = new byte[128];

    Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The same as [Sha256#of(String)] for a text in ASCII.
    Sha256 of(String ascii) {
        int length = ascii.length();
        if (length > bytes.length) {
            bytes = new byte[length];
        }
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ascii.charAt(i);
        }
        sha256.update(bytes, 0, length);
        try {
            sha256.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
        Arrays.fill(bytes, 0, length, (byte) 0);
        return new Sha256(
                (long) LONG.get(hash, 0),
                (long) LONG.get(hash, 8),
                (long) LONG.get(hash, 16),
                (long) LONG.get(hash, 24));
    }
}
