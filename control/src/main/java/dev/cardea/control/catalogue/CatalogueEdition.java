package dev.cardea.control.catalogue;

import dev.cardea.model.Sha256;
import java.time.Instant;
import java.util.Optional;

/// A catalogue, and where it is from.
///
/// @param source a file, an address, or `built in`
/// @param taken when it was taken up; empty for the built-in one
/// @param revision the same for the same text
/// @param catalogue without what the configuration says otherwise
public record CatalogueEdition(
        String source, Optional<Instant> taken, String revision, Catalogue catalogue) {
    /// The revision of a text: the beginning of its SHA-256.
    static String revision(String text) {
        return Sha256.of(text).hex().substring(0, 12);
    }
}
