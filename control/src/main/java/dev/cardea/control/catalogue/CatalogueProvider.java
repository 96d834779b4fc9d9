package dev.cardea.control.catalogue;

import dev.cardea.model.Dialect;
import java.util.List;
import java.util.Optional;

/// A provider that the catalogue knows.
///
/// @param name as in `provider/model`
/// @param title as people call it
/// @param address may hold parts to fill in, such as `{region}`
/// @param keyVariable the environment variable that its own SDK takes the credential from
/// @param addressVariable the one that points its SDK elsewhere
/// @param statusPage address of its status page's JSON
/// @param endpoints what it offers, in the catalogue's words
public record CatalogueProvider(
        String name,
        String title,
        Dialect dialect,
        String address,
        Optional<String> keyVariable,
        Optional<String> addressVariable,
        Optional<String> statusPage,
        List<String> endpoints) {
    public CatalogueProvider {
        endpoints = List.copyOf(endpoints);
    }

    /// Whether calls and credentials go where another entry has them go.
    boolean leadsWhere(CatalogueProvider other) {
        return dialect == other.dialect
                && address.equals(other.address)
                && keyVariable.equals(other.keyVariable)
                && addressVariable.equals(other.addressVariable);
    }

    /// Whether it is a server of one's own, which as a rule asks for no credential.
    public boolean keyless() {
        return keyVariable.isEmpty() && address.startsWith("http://");
    }

    /// Whether it answers OpenAI Responses itself.
    public boolean responses() {
        return endpoints.contains("responses");
    }
}
