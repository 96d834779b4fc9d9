package dev.cardea.model;

/// What becomes of a call's fields that change what the answer means and that a target can't express.
/// Fields that only hint are always dropped.
public enum Unsupported {
    /// The target isn't asked; where none can express it, the call is refused naming the field.
    REFUSE,
    /// They are left out, and listed in the answer's header.
    DROP
}
