package dev.cardea.dialect.translate;

/// A client's dialect and a provider's, joined for one kind of call.
interface Spokes {

    /// @throws dev.cardea.dialect.hub.TranslationFault when the request can't be read, or says what the
    ///     provider can't
    Translation translate(Said said);

    /// A client's request.
    ///
    /// @param targetModel the provider's name for the model
    /// @param target the dialect written to, for refusals
    record Said(
            byte[] body,
            int offset,
            int length,
            String targetModel,
            String target,
            Options options) {}
}
