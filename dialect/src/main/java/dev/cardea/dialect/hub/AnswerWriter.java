package dev.cardea.dialect.hub;

/// Writes a whole answer as the client's dialect has it.
public interface AnswerWriter {
    void write(ChatAnswer answer, Asked asked, JsonOut out);
}
