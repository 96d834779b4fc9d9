package dev.cardea.control.catalogue;

import dev.cardea.model.Dialect;
import dev.cardea.model.Wildcard;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

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
    private static final Pattern PART = Pattern.compile("\\{[^}]*\\}");

    public CatalogueProvider {
        endpoints = List.copyOf(endpoints);
    }

    /// Whether a provider's address is at the host that this one has; a part to fill in stands for any
    /// text.
    boolean isAt(URI baseUrl) {
        int from = address.indexOf("://") + 3;
        int slash = address.indexOf('/', from);
        String host = slash < 0 ? address.substring(from) : address.substring(from, slash);
        return baseUrl.getAuthority() != null
                && Wildcard.matches(
                        PART.matcher(host).replaceAll("*"),
                        baseUrl.getAuthority().toLowerCase(Locale.ROOT));
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
