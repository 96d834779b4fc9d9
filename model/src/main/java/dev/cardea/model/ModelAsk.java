package dev.cardea.model;

/// The model that a call names.
public sealed interface ModelAsk {
    /// The body, which will tell, isn't read yet.
    record Awaited() implements ModelAsk {}

    /// The operation needs none.
    record NotNeeded() implements ModelAsk {}

    /// The body is read and names none.
    record Missing() implements ModelAsk {}

    /// The one that the top-level member `model`, or the path, names; escapes decoded.
    record Named(String name) implements ModelAsk {}

    /// The body can't be read as what the operation needs.
    ///
    /// @param fault says where and what was expected
    record Unreadable(Credential.Fault fault) implements ModelAsk {}

    ModelAsk AWAITED = new Awaited();
    ModelAsk NOT_NEEDED = new NotNeeded();
    ModelAsk MISSING = new Missing();
}
