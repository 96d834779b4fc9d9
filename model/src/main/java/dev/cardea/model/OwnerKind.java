package dev.cardea.model;

/// A person, or a program with an identity of its own.
public enum OwnerKind {
    USER,
    SERVICE_ACCOUNT
}
