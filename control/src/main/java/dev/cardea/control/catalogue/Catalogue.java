package dev.cardea.control.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All providers and models that are known.
public final class Catalogue {
    private final Map<String, CatalogueProvider> providers;
    private final Map<String, Map<String, CatalogueModel>> models;

    Catalogue(Collection<CatalogueProvider> providers, Collection<CatalogueModel> models) {
        Map<String, CatalogueProvider> byName = new LinkedHashMap<>();
        providers.forEach(provider -> byName.put(provider.name(), provider));
        Map<String, Map<String, CatalogueModel>> byProvider = new LinkedHashMap<>();
        for (CatalogueModel model : models) {
            byProvider
                    .computeIfAbsent(model.provider(), _ -> new LinkedHashMap<>())
                    .put(model.name(), model);
        }
        this.providers = Collections.unmodifiableMap(byName);
        this.models = Collections.unmodifiableMap(byProvider);
    }

    /// The catalogue that comes with this version of Cardea.
    public static Catalogue builtIn() {
        return BuiltInCatalogue.edition().catalogue();
    }

    /// The same with what operators know better. A model that isn't known becomes so.
    public Catalogue with(List<CatalogueOverride> overrides) {
        if (overrides.isEmpty()) {
            return this;
        }
        Map<String, Map<String, CatalogueModel>> known = new LinkedHashMap<>();
        models.forEach((provider, its) -> known.put(provider, new LinkedHashMap<>(its)));
        for (CatalogueOverride it : overrides) {
            known.computeIfAbsent(it.provider(), _ -> new LinkedHashMap<>())
                    .compute(
                            it.model(),
                            (_, before) ->
                                    it.over(
                                            before == null
                                                    ? CatalogueModel.unknown(
                                                            it.provider(), it.model())
                                                    : before));
        }
        return new Catalogue(
                providers.values(),
                known.values().stream().flatMap(its -> its.values().stream()).toList());
    }

    public Collection<CatalogueProvider> providers() {
        return providers.values();
    }

    public Optional<CatalogueProvider> provider(String name) {
        return Optional.ofNullable(providers.get(name));
    }

    /// All models, by provider.
    public List<CatalogueModel> models() {
        return models.values().stream().flatMap(its -> its.values().stream()).toList();
    }

    /// The models of a provider, by name; empty when none is known.
    public Collection<CatalogueModel> models(String provider) {
        return models.getOrDefault(provider, Map.of()).values();
    }

    public Optional<CatalogueModel> model(String provider, String name) {
        return Optional.ofNullable(models.getOrDefault(provider, Map.of()).get(name));
    }

    /// How many models are known.
    public int size() {
        return models.values().stream().mapToInt(Map::size).sum();
    }
}
