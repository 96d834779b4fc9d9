package dev.cardea.dialect.hub;

import org.jspecify.annotations.Nullable;

/// A function that the model may ask for.
///
/// @param schema JSON schema of its arguments; absent when it takes none
/// @param strict whether the arguments must fit the schema; absent when not said
/// @param cache the cache marker behind it, as Anthropic writes it
public record Tool(
        String name,
        @Nullable Raw description,
        @Nullable Raw schema,
        @Nullable Boolean strict,
        @Nullable Raw cache) {}
