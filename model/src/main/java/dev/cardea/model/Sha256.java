package dev.cardea.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 hash as four numbers: what is kept of a key instead of its secret. Comparison takes the
/// same time wherever two hashes differ.
public record Sha256(long a, long b, long c, long d) {

    /// The hash of the UTF-8 bytes of `text`.
    public static Sha256 of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The hash of `bytes`.
    public static Sha256 of(byte[] bytes) {
        ByteBuffer hash = ByteBuffer.wrap(digest().digest(bytes));
        return new Sha256(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    /// The hash that [#hex] wrote.
    ///
    /// @throws IllegalArgumentException when it isn't 64 hexadecimal digits
    public static Sha256 parse(String hex) {
        if (hex.length() != 64) {
            throw new IllegalArgumentException(
                    "a SHA-256 has 64 hexadecimal digits, found " + hex.length());
        }
        ByteBuffer hash = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        return new Sha256(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    /// 64 hexadecimal digits.
    public String hex() {
        HexFormat format = HexFormat.of();
        return format.toHexDigits(a)
                + format.toHexDigits(b)
                + format.toHexDigits(c)
                + format.toHexDigits(d);
    }

    /// The first 12 hexadecimal digits: enough to compare two credentials by eye, far too few to try
    /// guesses against.
    public String fingerprint() {
        return HexFormat.of().toHexDigits(a).substring(0, 12);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 o && ((a ^ o.a) | (b ^ o.b) | (c ^ o.c) | (d ^ o.d)) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a);
    }

    @Override
    public String toString() {
        return "sha256:" + fingerprint() + "…";
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
