package dev.cardea.dialect.hub;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One call for vectors, in no dialect.
///
/// @param model as the client names it
/// @param inputs each becomes one vector
/// @param dimensions of the vectors; -1 when not said
/// @param purpose what the vectors are for; absent when not said
/// @param truncate whether an input that is too long is cut, from the end; absent when not said
/// @param base64 whether the client takes the vectors as base64 of 32-bit floats, little-endian
/// @param user whom the call is for
/// @param extras what the client says besides
public record EmbeddingRequest(
        String model,
        List<Input> inputs,
        long dimensions,
        @Nullable Purpose purpose,
        @Nullable Boolean truncate,
        boolean base64,
        @Nullable Raw user,
        List<Extra> extras) {

    public EmbeddingRequest {
        inputs = List.copyOf(inputs);
        extras = List.copyOf(extras);
    }

    /// What becomes one vector.
    public sealed interface Input {

        /// @param text a JSON string
        /// @param title of the document that it is from
        record Text(Raw text, @Nullable Raw title) implements Input {}

        /// @param ids a JSON list of whole numbers, of the model's own vocabulary
        record Tokens(Raw ids) implements Input {}

        /// @param source the bytes or the address of an image
        record Image(Media source) implements Input {}
    }

    /// What vectors are compared for; models that know it make better ones.
    public enum Purpose {
        SEARCH_DOCUMENT,
        SEARCH_QUERY,
        SIMILARITY,
        CLASSIFICATION,
        CLUSTERING,
        QUESTION_ANSWERING,
        FACT_VERIFICATION,
        CODE_QUERY
    }
}
