package dev.cardea.dialect.hub;

import java.util.function.BiFunction;

/// A dialect as clients speak it.
///
/// @param stream makes the writer of one stream
public record ClientSide(
        RequestReader request,
        AnswerWriter answer,
        BiFunction<Asked, JsonOut, StreamWriter> stream,
        ErrorWriter error) {}
