package dev.cardea.control.catalogue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A line of a catalogue's table, read column by column. Each reading fails with the file, the line
/// and the column's name. An empty cell stands for what isn't known.
record CatalogueRow(String file, int line, List<String> columns, String[] cells) {
    /// A dollar per token: far above what any model costs, and low enough to reckon with.
    static final long MOST_PRICE = 1_000_000_000_000L;

    static final int MOST_TOKENS = 1_000_000_000;

    private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cntrl}]{1,200}");

    CatalogueInvalid fault(String column, String message) {
        return new CatalogueInvalid(file, line, "the column '%s': %s".formatted(column, message));
    }

    String cell(String column) {
        return cells[columns.indexOf(column)];
    }

    /// A text of 1 to 200 characters.
    String text(String column) {
        String text = cell(column);
        if (!PRINTABLE.matcher(text).matches() || text.isBlank()) {
            throw fault(column, "expected a text of 1 to 200 characters");
        }
        return text;
    }

    /// A text of a certain form; a dash stands for none.
    Optional<String> dashed(String column, Pattern form, String expected) {
        String text = cell(column);
        return text.equals("-") ? Optional.empty() : Optional.of(formed(column, form, expected));
    }

    String formed(String column, Pattern form, String expected) {
        String text = text(column);
        if (!form.matcher(text).matches()) {
            throw fault(column, "found '%s', expected %s".formatted(text, expected));
        }
        return text;
    }

    /// Words with commas between them.
    List<String> words(String column) {
        if (cell(column).isEmpty()) {
            return List.of();
        }
        if (!cell(column).matches("[a-z][a-z_]{0,40}(,[a-z][a-z_]{0,40}){0,20}")) {
            throw fault(
                    column,
                    "found '%s', expected words such as text,image".formatted(cell(column)));
        }
        return List.of(cell(column).split(","));
    }

    OptionalInt tokens(String column) {
        if (cell(column).isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) whole(column, cell(column), 1, MOST_TOKENS));
    }

    OptionalLong price(String column) {
        return price(column, cell(column));
    }

    OptionalLong price(String column, String text) {
        return text.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(whole(column, text, 0, MOST_PRICE));
    }

    long whole(String column, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // The fault below says what was expected.
        }
        throw fault(
                column,
                "found '%s', expected a whole number from %d to %d".formatted(text, least, most));
    }

    Optional<Boolean> truth(String column) {
        return switch (cell(column)) {
            case "" -> Optional.empty();
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default ->
                    throw fault(column, "found '%s', expected yes or no".formatted(cell(column)));
        };
    }

    Optional<LocalDate> day(String column) {
        if (cell(column).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(cell(column)));
        } catch (DateTimeException _) {
            throw fault(
                    column,
                    "found '%s', expected a day such as 2026-03-31".formatted(cell(column)));
        }
    }
}
