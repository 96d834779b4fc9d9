package dev.cardea.model;

import java.util.Arrays;
import java.util.Base64;

/// A secret as ciphertext; only what holds the key-encryption key can open it.
public final class Sealed {
    private final byte[] ciphertext;

    public Sealed(byte[] ciphertext) {
        this.ciphertext = ciphertext.clone();
    }

    /// From what [#base64] wrote.
    public static Sealed parse(String base64) {
        return new Sealed(Base64.getDecoder().decode(base64));
    }

    public byte[] ciphertext() {
        return ciphertext.clone();
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(ciphertext);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sealed sealed && Arrays.equals(ciphertext, sealed.ciphertext);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ciphertext);
    }

    @Override
    public String toString() {
        return "Sealed(" + ciphertext.length + " bytes)";
    }
}
