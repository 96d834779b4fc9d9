package dev.cardea.admin;

/// Who may use an operation.
public enum Access {
    ANYONE,
    /// Any management key.
    READ,
    /// A management key that may change things.
    WRITE
}
