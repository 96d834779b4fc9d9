package dev.cardea.dialect.hub;

import java.util.function.Function;

/// What a target can't express of one call for vectors.
///
/// @param names what the client's dialect calls a field
public record EmbeddingLosses(Losses losses, Function<EmbeddingField, String> names) {

    /// Leaves out a hint that was said, and does nothing when it wasn't.
    public void hintIf(boolean said, EmbeddingField field) {
        if (said) {
            losses.hint(names.apply(field));
        }
    }

    /// The refusal of what no call can do without, whatever the route says.
    public TranslationFault refused(EmbeddingField field) {
        return losses.refused(names.apply(field));
    }

    /// Leaves out what changes the vectors, if the route allows that.
    ///
    /// @throws TranslationFault FIELD_UNSUPPORTED otherwise
    public void meaning(EmbeddingField field) {
        losses.meaning(names.apply(field));
    }
}
