package dev.cardea.dialect.hub;

import org.jspecify.annotations.Nullable;

/// The form that the answer's text must have.
public sealed interface ResponseFormat {
    /// Some JSON object.
    record AnyJson() implements ResponseFormat {}

    /// JSON that fits a schema.
    ///
    /// @param name what the schema is called
    record Schema(
            @Nullable Raw name, @Nullable Raw description, Raw schema, @Nullable Boolean strict)
            implements ResponseFormat {}
}
