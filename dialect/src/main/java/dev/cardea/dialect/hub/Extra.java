package dev.cardea.dialect.hub;

/// A member of the request that has no neutral form.
///
/// @param name as the client's dialect calls it
/// @param meaning whether leaving it out changes what the answer means
public record Extra(String name, Raw value, boolean meaning) {}
