package dev.cardea.dialect.hub;

/// A dialect as clients ask in it how many tokens a request has.
///
/// @param answer writes the number
public record CountClientSide(RequestReader request, CountWriter answer, ErrorWriter error) {

    /// Writes how many tokens a request has.
    @FunctionalInterface
    public interface CountWriter {
        void write(long tokens, JsonOut out);
    }
}
