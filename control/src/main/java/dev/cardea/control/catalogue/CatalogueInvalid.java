package dev.cardea.control.catalogue;

/// A catalogue can't be used; the message names file, line, column, what was found and expected.
public final class CatalogueInvalid extends RuntimeException {
    private static final long serialVersionUID = 1;

    CatalogueInvalid(String message) {
        super(message);
    }

    CatalogueInvalid(String file, int line, String message) {
        super("%s:%d: %s".formatted(file, line, message));
    }
}
