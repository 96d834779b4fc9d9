package dev.cardea.control.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The catalogue that comes with this version, read once.
final class BuiltInCatalogue {
    private static final CatalogueEdition EDITION = read();

    private BuiltInCatalogue() {}

    static CatalogueEdition edition() {
        return EDITION;
    }

    private static CatalogueEdition read() {
        String text =
                "[providers]\n" + resource("providers.tsv") + "[models]\n" + resource("models.tsv");
        return new CatalogueEdition(
                "built in",
                Optional.empty(),
                text,
                CatalogueReader.read("built-in catalogue", text));
    }

    private static String resource(String name) {
        try (var in = BuiltInCatalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the catalogue file " + name + " is not in the package");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
