package dev.cardea.control.catalogue;

import dev.cardea.model.ModelFacts;
import dev.cardea.model.TargetPrice;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The catalogue that counts, replaced as a whole at any time. For any thread; it never waits.
public final class CatalogueShelf implements ModelFacts {
    private final List<CatalogueOverride> overrides;
    private final InstantSource clock;
    private volatile Shelved shelved;

    private record Shelved(CatalogueEdition edition, Catalogue current) {}

    /// @param overrides what the configuration says otherwise of models
    public CatalogueShelf(
            CatalogueEdition edition, List<CatalogueOverride> overrides, InstantSource clock) {
        this.overrides = List.copyOf(overrides);
        this.clock = clock;
        shelved = new Shelved(edition, edition.catalogue().with(overrides));
    }

    /// The built-in catalogue, and nothing else.
    public static CatalogueShelf builtIn() {
        return new CatalogueShelf(BuiltInCatalogue.edition(), List.of(), InstantSource.system());
    }

    /// What is known now, overrides included.
    public Catalogue current() {
        return shelved.current();
    }

    /// The catalogue in use before any override.
    public CatalogueEdition edition() {
        return shelved.edition();
    }

    /// How many models the configuration says something of.
    public int overridden() {
        return overrides.size();
    }

    /// What another catalogue comes to with the overrides.
    Catalogue overridden(Catalogue base) {
        return base.with(overrides);
    }

    void put(CatalogueEdition edition) {
        shelved = new Shelved(edition, overridden(edition.catalogue()));
    }

    /// Known when input and output both are.
    @Override
    public Optional<TargetPrice> price(String provider, String model) {
        return current().model(provider, model).map(CatalogueModel::prices).flatMap(Prices::plain);
    }

    @Override
    public boolean retired(String provider, String model) {
        return current().model(provider, model).filter(it -> it.retiredOn(today())).isPresent();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
