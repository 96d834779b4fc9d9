package dev.cardea.dialect.hub;

import java.util.function.Function;

/// A dialect as providers understand it.
///
/// @param stream makes the reader of one stream
public record ProviderSide(
        RequestWriter request,
        AnswerReader answer,
        Function<Asked, StreamReader> stream,
        ErrorReader error) {}
