package dev.cardea.storage;

import dev.cardea.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Authenticates what is stored: HMAC-SHA-256 under a key derived from the key-encryption key, so
/// that whoever can write the store, but not read that key, can't forge a row unnoticed.
public final class RowMac {
    /// How many bytes a MAC has here: the first 16 of the 32.
    public static final int LENGTH = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac prototype;
    private final String keyId;

    private RowMac(byte[] key) {
        prototype = keyed(key);
        keyId = Sha256.of(key).fingerprint();
    }

    /// The MAC of an installation.
    ///
    /// @param keyEncryptionKey at least 16 bytes; not kept
    public static RowMac derive(byte[] keyEncryptionKey) {
        if (keyEncryptionKey.length < 16) {
            throw new IllegalArgumentException(
                    "a key-encryption key has at least 16 bytes, found " + keyEncryptionKey.length);
        }
        Mac derivation = keyed(keyEncryptionKey);
        return new RowMac(
                derivation.doFinal("cardea row mac 1".getBytes(StandardCharsets.US_ASCII)));
    }

    /// Names the key without telling it: 12 hexadecimal digits of its hash.
    public String keyId() {
        return keyId;
    }

    /// The MAC of parts, taken one after the other.
    public byte[] sign(byte[]... parts) {
        Mac mac = copy();
        for (byte[] part : parts) {
            mac.update(part);
        }
        return Arrays.copyOf(mac.doFinal(), LENGTH);
    }

    /// Whether `expected` is the MAC of these parts; takes the same time wherever they differ.
    public boolean fits(byte[] expected, byte[]... parts) {
        return MessageDigest.isEqual(expected, sign(parts));
    }

    private Mac copy() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HMAC can be cloned", e);
        }
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "RowMac(" + keyId + ")";
    }
}
