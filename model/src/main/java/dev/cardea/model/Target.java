package dev.cardea.model;

/// One place where a call can go.
///
/// @param model the name that the provider knows it by
public record Target(Provider provider, String model) {}
