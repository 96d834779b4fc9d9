package dev.cardea.model;

import java.util.List;

/// What a key, application, team or organization may do. An empty list doesn't restrict; of several
/// levels each one has to allow.
///
/// @param models names or patterns such as `gpt-4o*` and `openai/*`; `*` stands for any text
/// @param endpoints path patterns such as `/v1/chat/*`
/// @param scopes such as `models:invoke`; an empty list stands for `models:invoke` and `models:read`
/// @param allowedNetworks callers' networks
/// @param blockedNetworks callers' networks that are refused even when allowed
public record Grants(
        List<String> models,
        List<String> endpoints,
        List<String> scopes,
        List<Network> allowedNetworks,
        List<Network> blockedNetworks) {
    /// Restricts nothing.
    public static final Grants ALL =
            new Grants(List.of(), List.of(), List.of(), List.of(), List.of());

    public Grants {
        models = List.copyOf(models);
        endpoints = List.copyOf(endpoints);
        scopes = List.copyOf(scopes);
        allowedNetworks = List.copyOf(allowedNetworks);
        blockedNetworks = List.copyOf(blockedNetworks);
    }

    /// Whether anything at all is restricted.
    public boolean restrict() {
        return !(models.isEmpty()
                && endpoints.isEmpty()
                && scopes.isEmpty()
                && allowedNetworks.isEmpty()
                && blockedNetworks.isEmpty());
    }

    /// One shared instance for what restricts nothing, else this.
    public Grants interned() {
        return equals(ALL) ? ALL : this;
    }

    /// The same with other models.
    public Grants withModels(List<String> models) {
        return new Grants(models, endpoints, scopes, allowedNetworks, blockedNetworks);
    }

    /// The same with other endpoints.
    public Grants withEndpoints(List<String> endpoints) {
        return new Grants(models, endpoints, scopes, allowedNetworks, blockedNetworks);
    }

    /// The same with other scopes.
    public Grants withScopes(List<String> scopes) {
        return new Grants(models, endpoints, scopes, allowedNetworks, blockedNetworks);
    }

    /// The same with other networks that callers may come from.
    public Grants withAllowedNetworks(List<Network> allowedNetworks) {
        return new Grants(models, endpoints, scopes, allowedNetworks, blockedNetworks);
    }

    /// The same with other networks that callers may not come from.
    public Grants withBlockedNetworks(List<Network> blockedNetworks) {
        return new Grants(models, endpoints, scopes, allowedNetworks, blockedNetworks);
    }

    /// Restricts models only.
    public static Grants models(String... patterns) {
        return new Grants(List.of(patterns), List.of(), List.of(), List.of(), List.of());
    }
}
