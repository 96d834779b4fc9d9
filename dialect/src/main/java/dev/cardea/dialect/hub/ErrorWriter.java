package dev.cardea.dialect.hub;

/// Writes an error as the client's dialect has it.
public interface ErrorWriter {
    void write(NeutralError error, JsonOut out);
}
