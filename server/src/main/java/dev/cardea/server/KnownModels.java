package dev.cardea.server;

import dev.cardea.control.ApplyConfiguration.Declared;
import dev.cardea.control.ControlFailure;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.catalogue.Catalogue;
import dev.cardea.control.catalogue.CatalogueFile;
import dev.cardea.control.catalogue.CatalogueShelf;
import dev.cardea.control.catalogue.UpdateCatalogue;
import dev.cardea.server.config.Configuration;
import dev.cardea.server.config.ConfigurationException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The catalogue of a running gateway, with the way to replace it.
///
/// @param declared what the configuration declares as this catalogue explains it
record KnownModels(CatalogueShelf shelf, UpdateCatalogue update, List<Declared> declared) {
    private static final Logger LOG = LoggerFactory.getLogger(KnownModels.class);

    /// The catalogue that the home keeps, else the built-in one.
    static KnownModels of(Configuration configuration, ControlPlane control, InstantSource clock) {
        CatalogueFile file = CatalogueFile.inHome(configuration.home());
        CatalogueFile.Kept kept = file.load();
        kept.damage()
                .ifPresent(why ->
                        LOG.error(
                                "the catalogue in the home can't be used, going on with the built-in one: {}",
                                why));
        CatalogueShelf shelf =
                new CatalogueShelf(kept.edition(), configuration.catalogue().overrides(), clock);
        UpdateCatalogue update =
                new UpdateCatalogue(
                        shelf,
                        file,
                        configuration.catalogue().source(),
                        catalogue -> under(configuration, catalogue, control),
                        clock);
        return new KnownModels(shelf, update, declared(configuration, shelf.current()));
    }

    private static List<Declared> declared(Configuration configuration, Catalogue catalogue) {
        return DeclaredProviders.of(configuration.declarations().under(catalogue));
    }

    private static Runnable under(
            Configuration configuration, Catalogue catalogue, ControlPlane control) {
        try {
            List<Declared> declared = declared(configuration, catalogue);
            return () -> control.applyConfiguration().apply(declared);
        } catch (ConfigurationException e) {
            throw new ControlFailure.Invalid(
                    "/text", "the configuration doesn't fit it: " + e.getMessage());
        }
    }
}
