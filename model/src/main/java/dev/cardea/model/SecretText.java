package dev.cardea.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A secret in memory that no log line, message or debugger view shows by accident; compared in
/// constant time.
public final class SecretText {
    private final String text;

    public SecretText(String text) {
        this.text = text;
    }

    /// The secret itself, for the one place that needs it.
    public String reveal() {
        return text;
    }

    /// Tells two secrets apart without showing either.
    public String fingerprint() {
        return Sha256.of(text).fingerprint();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretText secret
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8),
                        secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
