package dev.cardea.admission;

import dev.cardea.model.Dialect;

/// Which providers a client's format can be carried to.
@FunctionalInterface
public interface Reach {
    /// Relayed without translation only.
    Reach SAME_DIALECT = (client, provider) -> client == provider;

    /// Whether a call in the format `client` can go to a provider that speaks `provider`.
    boolean reaches(Dialect client, Dialect provider);
}
