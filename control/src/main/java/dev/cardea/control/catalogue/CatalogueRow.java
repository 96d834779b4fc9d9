package dev.cardea.control.catalogue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A line of a catalogue's table, read column by column. Each reading fails with the file, the line
/// and the column's name. An empty cell stands for what isn't known.
///
/// Read without regular expressions as far as thousands of cells go: a start waits for it.
///
/// @param columns where each column is
record CatalogueRow(String file, int line, Map<String, Integer> columns, String[] cells) {
    /// A dollar per token: far above what any model costs, and low enough to reckon with.
    static final long MOST_PRICE = 1_000_000_000_000L;

    static final int MOST_TOKENS = 1_000_000_000;

    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_WORD = 41;
    private static final int MOST_WORDS = 21;

    /// Where the columns of these names are.
    static Map<String, Integer> columns(String... names) {
        Map<String, Integer> columns = new HashMap<>();
        for (String name : names) {
            columns.put(name, columns.size());
        }
        return Map.copyOf(columns);
    }

    CatalogueInvalid fault(String column, String message) {
        return new CatalogueInvalid(file, line, "the column '%s': %s".formatted(column, message));
    }

    String cell(String column) {
        return cells[Objects.requireNonNull(columns.get(column))];
    }

    /// A text of 1 to 200 characters.
    String text(String column) {
        String text = cell(column);
        if (text.length() > LONGEST_TEXT || text.isBlank() || !isPrintable(text)) {
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
        String[] words = cell(column).split(",", -1);
        if (words.length > MOST_WORDS || !Arrays.stream(words).allMatch(CatalogueRow::isWord)) {
            throw fault(
                    column,
                    "found '%s', expected words such as text,image".formatted(cell(column)));
        }
        return List.of(words);
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /// Lower-case letters and underscores, a letter first.
    private static boolean isWord(String text) {
        boolean fits = !text.isEmpty() && text.length() <= LONGEST_WORD && text.charAt(0) != '_';
        for (int i = 0; fits && i < text.length(); i++) {
            char c = text.charAt(i);
            fits = (c >= 'a' && c <= 'z') || c == '_';
        }
        return fits;
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
