package dev.cardea.admin;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// What lists have in common.
final class Lists {
    private Lists() {}

    /// The cursor of the next page, if there is one.
    static Optional<String> next(OptionalLong after) {
        return after.isEmpty() ? Optional.empty() : Optional.of(Cursor.write(after.getAsLong()));
    }

    /// A state as stores call it.
    static String state(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
