package dev.cardea.dialect.hub;

/// A tool as the client gave it, where that differs from the function that the provider knows.
///
/// @param namespace the group that it belongs to; empty for none
/// @param bare whether it takes a bare text instead of an object
public record GivenTool(String namespace, String name, boolean bare) {}
