package dev.cardea.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Which provider serves which model, worked out when providers change so that a call only looks up.
public final class ModelTable {
    private final List<Provider> providers;
    private final List<Provider> patterned;
    private final Map<String, List<Provider>> byModel;
    private final Map<String, Provider> byName;
    private final Map<ProviderId, List<ProviderCredential>> credentials;
    private final RouteTable routes;

    private ModelTable(
            List<Provider> providers,
            Map<String, List<Provider>> byModel,
            Map<String, Provider> byName,
            Map<ProviderId, List<ProviderCredential>> credentials,
            RouteTable routes) {
        this.providers = providers;
        this.patterned =
                providers.stream()
                        .filter(p -> p.models().stream().anyMatch(m -> m.indexOf('*') >= 0))
                        .toList();
        this.byModel = byModel;
        this.byName = byName;
        this.credentials = credentials;
        this.routes = routes;
    }

    static ModelTable of(
            Collection<Provider> providers,
            Collection<ProviderCredential> credentials,
            Collection<ModelRoute> routes) {
        List<Provider> enabled =
                providers.stream()
                        .filter(Provider::enabled)
                        .sorted(Comparator.comparing(Provider::name))
                        .toList();
        Map<String, List<Provider>> byModel = new HashMap<>();
        Map<String, Provider> byName = new HashMap<>();
        for (Provider provider : enabled) {
            byName.put(provider.name(), provider);
            for (String model : provider.models()) {
                if (model.indexOf('*') < 0) {
                    byModel.merge(model, List.of(provider), ModelTable::joined);
                }
            }
        }
        Map<ProviderId, List<ProviderCredential>> pools = new HashMap<>();
        for (ProviderCredential credential : credentials) {
            if (credential.enabled()) {
                pools.merge(credential.provider(), List.of(credential), ModelTable::joined);
            }
        }
        pools.replaceAll((_, pool) ->
                pool.stream().sorted(Comparator.comparing(c -> c.id().value())).toList());
        return new ModelTable(enabled, byModel, byName, pools, RouteTable.of(routes, providers));
    }

    /// Enabled providers, by name.
    public List<Provider> providers() {
        return providers;
    }

    /// The enabled provider with this name; empty list or one.
    public List<Provider> named(String name) {
        Provider provider = byName.get(name);
        return provider == null ? List.of() : List.of(provider);
    }

    /// Enabled providers that list this very name.
    public List<Provider> listing(String model) {
        return byModel.getOrDefault(model, List.of());
    }

    /// Enabled providers that list this name, as it is or by a pattern, in the order of their names.
    public List<Provider> serving(String model) {
        List<Provider> exact = listing(model);
        if (patterned.isEmpty()) {
            return exact;
        }
        List<Provider> all = null;
        for (Provider provider : patterned) {
            if (!exact.contains(provider)
                    && provider.models().stream().anyMatch(p -> Wildcard.matches(p, model))) {
                all = all == null ? new ArrayList<>(exact) : all;
                all.add(provider);
            }
        }
        if (all == null) {
            return exact;
        }
        all.sort(Comparator.comparing(Provider::name));
        return List.copyOf(all);
    }

    /// Names that some enabled provider lists.
    public Collection<String> listedModels() {
        return byModel.keySet();
    }

    /// The enabled credentials at a provider, in the order of their ids.
    public List<ProviderCredential> credentials(ProviderId provider) {
        return credentials.getOrDefault(provider, List.of());
    }

    /// What the names of operators' routes stand for.
    public RouteTable routes() {
        return routes;
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
