package dev.cardea.admission;

import dev.cardea.model.Endpoint;

/// The rights that calls need and keys may be limited to.
public final class Scopes {
    public static final String INVOKE = "models:invoke";
    public static final String READ = "models:read";

    private Scopes() {}

    /// The scope that a call of the endpoint needs.
    public static String needed(Endpoint endpoint) {
        return endpoint == Endpoint.MODELS ? READ : INVOKE;
    }
}
