package dev.cardea.model;

/// Why a route passes a target over.
public enum Skip {
    PROVIDER_UNKNOWN("no provider is called so"),
    PROVIDER_OFF("the provider is switched off"),
    OTHER_TENANT("the provider is another organization's"),
    FORMAT("the provider's format can't be reached from the caller's"),
    REGION("its region isn't one that the route allows"),
    NOT_ALLOWED("the organization may not use the model"),
    RETIRED("the provider has retired the model"),
    NO_ADDRESS("the provider has no address"),
    NO_CREDENTIAL("the gateway has no credential there"),
    CIRCUIT_OPEN("its circuit breaker is open"),
    OUTLIER("it fails far more often than the route's others"),
    NOT_DRAWN("a canary that this call isn't one for");

    private final String words;

    Skip(String words) {
        this.words = words;
    }

    /// As explanations have it.
    public String words() {
        return words;
    }
}
