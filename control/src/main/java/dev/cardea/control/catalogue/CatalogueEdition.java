package dev.cardea.control.catalogue;

import dev.cardea.model.Sha256;
import java.time.Instant;
import java.util.Optional;

/// A catalogue, and where it is from.
///
/// @param source a file, an address, or `built in`
/// @param taken when it was taken up; empty for the built-in one
/// @param text what it was read from, remarks included: they name the sources and their licences
/// @param catalogue without what the configuration says otherwise
public record CatalogueEdition(
        String source, Optional<Instant> taken, String text, Catalogue catalogue) {
    /// The same for the same text: the beginning of its SHA-256.
    public String revision() {
        return Sha256.of(text).hex().substring(0, 12);
    }

    @Override
    public String toString() {
        return "catalogue %s of %s".formatted(revision(), source);
    }
}
