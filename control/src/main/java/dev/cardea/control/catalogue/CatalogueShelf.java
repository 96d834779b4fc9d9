package dev.cardea.control.catalogue;

import dev.cardea.model.ModelFacts;
import dev.cardea.model.Provider;
import dev.cardea.model.Retirement;
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

    private record Shelved(CatalogueEdition edition, Catalogue current, Retirements retirements) {}

    /// @param overrides what the configuration says otherwise of models
    public CatalogueShelf(
            CatalogueEdition edition, List<CatalogueOverride> overrides, InstantSource clock) {
        this.overrides = List.copyOf(overrides);
        this.clock = clock;
        put(edition);
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

    final void put(CatalogueEdition edition) {
        Catalogue base = edition.catalogue();
        shelved = new Shelved(edition, base.with(overrides), new Retirements(base, overrides));
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

    @Override
    public Optional<Retirement> retirement(Provider provider, String model) {
        return shelved.retirements().of(provider, model);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
