package dev.cardea.dialect.hub;

import org.jspecify.annotations.Nullable;

/// How the next token is drawn; each a JSON number as it came.
public record Sampling(
        @Nullable Raw temperature,
        @Nullable Raw topP,
        @Nullable Raw topK,
        @Nullable Raw presencePenalty,
        @Nullable Raw frequencyPenalty,
        @Nullable Raw seed) {
    public static final Sampling DEFAULT = new Sampling(null, null, null, null, null, null);
}
