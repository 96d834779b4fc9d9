package dev.cardea.model;

/// One try at a provider.
///
/// @param status the provider's HTTP status, 0 when there was no answer
/// @param reason the internal code when it failed, else empty
/// @param micros how long it took, to the head of the answer or to the failure
public record Attempt(
        String provider, String credential, String model, int status, String reason, long micros) {}
