package dev.cardea.dialect.hub;

/// Reads a provider's error body.
public interface ErrorReader {
    /// What it says, as far as it can be read; never fails.
    NeutralError read(int status, byte[] body, int offset, int length);
}
