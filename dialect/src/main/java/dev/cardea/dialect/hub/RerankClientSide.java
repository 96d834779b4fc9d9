package dev.cardea.dialect.hub;

/// A dialect as clients ask for the order of documents in it.
public record RerankClientSide(
        RerankRequestReader request, AnswerWriter answer, ErrorWriter error) {

    /// Writes the neutral form as the client's dialect has it.
    public interface AnswerWriter {
        void write(RerankAnswer answer, RerankRequest request, Asked asked, JsonOut out);
    }
}
