package dev.cardea.dialect.hub;

import java.util.function.BiFunction;
import java.util.function.Predicate;

/// A dialect as clients speak it.
///
/// @param stream makes the writer of one stream
/// @param shows whether an answer has a place for this image, document, recording or video
public record ClientSide(
        RequestReader request,
        AnswerWriter answer,
        BiFunction<Asked, JsonOut, StreamWriter> stream,
        Predicate<Part> shows,
        ErrorWriter error) {

    /// Of a dialect whose answers are words and calls of tools.
    public ClientSide(
            RequestReader request,
            AnswerWriter answer,
            BiFunction<Asked, JsonOut, StreamWriter> stream,
            ErrorWriter error) {
        this(request, answer, stream, _ -> false, error);
    }
}
