package dev.cardea.admission;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;

/// Which providers a kind of call can be carried to.
@FunctionalInterface
public interface Reach {
    /// Relayed without translation only.
    Reach SAME_DIALECT = (endpoint, provider) -> endpoint.dialect() == provider;

    /// Whether a call of `endpoint` can go to a provider that speaks `provider`.
    boolean reaches(Endpoint endpoint, Dialect provider);

    /// Whether any call in the format `client` that names a model can go there.
    default boolean reaches(Dialect client, Dialect provider) {
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.dialect() == client
                    && (endpoint.modelInBody() || endpoint.modelInPath())
                    && reaches(endpoint, provider)) {
                return true;
            }
        }
        return false;
    }
}
