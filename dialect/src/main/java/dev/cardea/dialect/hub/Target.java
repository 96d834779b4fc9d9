package dev.cardea.dialect.hub;

/// Where a request is written for.
///
/// @param model the provider's name for it
/// @param maxTokens the answer's limit where the dialect demands one and the client gives none
public record Target(String model, long maxTokens) {}
