package dev.cardea.dialect.hub;

/// Writes vectors as the client's dialect has them.
public interface EmbeddingAnswerWriter {

    void write(EmbeddingAnswer answer, EmbeddingRequest request, Asked asked, JsonOut out);
}
