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

    Catalogue(List<CatalogueProvider> providers, List<CatalogueModel> models) {
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
        return CatalogueReader.builtIn();
    }

    public Collection<CatalogueProvider> providers() {
        return providers.values();
    }

    public Optional<CatalogueProvider> provider(String name) {
        return Optional.ofNullable(providers.get(name));
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
