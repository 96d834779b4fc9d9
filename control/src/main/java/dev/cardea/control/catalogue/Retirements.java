package dev.cardea.control.catalogue;

import dev.cardea.model.Provider;
import dev.cardea.model.Retirement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The retirement days of models, worked out when a catalogue is put in use: most look-ups end at a
/// provider or a name that has none.
final class Retirements {
    private final Map<String, Map<String, Entry>> byProvider = new HashMap<>();

    /// @param issuer the catalogue's provider, at whose address only the day holds; empty when the
    ///     operator says the day
    private record Entry(Retirement day, Optional<CatalogueProvider> issuer) {}

    /// @param catalogue before any override
    Retirements(Catalogue catalogue, List<CatalogueOverride> overrides) {
        for (CatalogueModel model : catalogue.models()) {
            model.retired()
                    .ifPresent(day ->
                            put(
                                    model.provider(),
                                    model.name(),
                                    new Retirement(day, Optional.empty()),
                                    catalogue.provider(model.provider())));
        }
        for (CatalogueOverride it : overrides) {
            if (it.retired().isPresent()) {
                put(
                        it.provider(),
                        it.model(),
                        new Retirement(it.retired().get(), it.successor()),
                        Optional.empty());
            } else if (it.successor().isPresent()) {
                succeeded(it.provider(), it.model(), it.successor());
            }
        }
    }

    private void put(
            String provider, String model, Retirement day, Optional<CatalogueProvider> issuer) {
        byProvider
                .computeIfAbsent(provider, _ -> new HashMap<>())
                .put(model, new Entry(day, issuer));
    }

    private void succeeded(String provider, String model, Optional<String> successor) {
        byProvider
                .getOrDefault(provider, Map.of())
                .computeIfPresent(
                        model,
                        (_, known) ->
                                new Entry(
                                        new Retirement(known.day().since(), successor),
                                        known.issuer()));
    }

    Optional<Retirement> of(Provider provider, String model) {
        Map<String, Entry> models = byProvider.get(provider.name());
        Entry entry = models == null ? null : models.get(model);
        if (entry == null
                || (entry.issuer().isPresent() && !entry.issuer().get().isAt(provider.baseUrl()))) {
            return Optional.empty();
        }
        return Optional.of(entry.day());
    }
}
