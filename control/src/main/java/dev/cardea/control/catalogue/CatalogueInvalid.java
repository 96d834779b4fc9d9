package dev.cardea.control.catalogue;

/// A catalogue file can't be used; the message names file, line, what was found and expected.
public final class CatalogueInvalid extends RuntimeException {
    private static final long serialVersionUID = 1;

    CatalogueInvalid(String file, int line, String message) {
        super("%s:%d: %s".formatted(file, line, message));
    }
}
