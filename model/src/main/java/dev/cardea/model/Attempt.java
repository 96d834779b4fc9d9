package dev.cardea.model;

/// One try at a provider, or a target of a route that was passed over.
///
/// @param status the provider's HTTP status, 0 when there was no answer
/// @param reason the internal code when it failed, else empty
/// @param micros how long it took, to the head of the answer or to the failure
/// @param choice why the route tried it or passed it over; empty without a route
public record Attempt(
        String provider,
        String credential,
        String model,
        int status,
        String reason,
        long micros,
        String choice) {

    /// Without a route.
    public Attempt(
            String provider,
            String credential,
            String model,
            int status,
            String reason,
            long micros) {
        this(provider, credential, model, status, reason, micros, "");
    }
}
