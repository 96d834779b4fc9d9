package dev.cardea.dialect.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// By which prefix each vendor's keys are known: a table that is data. It tells a key's vendor, never
/// that a key is no good: an unknown shape says nothing.
public final class KeyShapes {
    /// Letters, digits, hyphens and underscores in a row that a key has at least.
    private static final int SHORTEST_KEY = 20;

    private static final KeyShapes STANDARD = parse(Resources.read("key-prefixes.txt"));

    private final List<Prefix> prefixes;
    private final List<String> texts;

    /// Whether some prefix begins with this ASCII character.
    private final boolean[] begins = new boolean[128];

    private KeyShapes(List<Prefix> prefixes) {
        this.prefixes = List.copyOf(prefixes);
        texts =
                prefixes.stream()
                        .map(Prefix::text)
                        .sorted((a, b) -> b.length() - a.length())
                        .toList();
        texts.forEach(text -> begins[text.charAt(0)] = true);
    }

    /// The table that comes with this version.
    public static KeyShapes standard() {
        return STANDARD;
    }

    /// A table from its text: lines `prefix vendor`, longer prefixes before those that they start
    /// with; `#` begins a comment.
    ///
    /// @throws IllegalArgumentException naming the line that isn't one
    public static KeyShapes parse(String text) {
        List<Prefix> prefixes = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\\s+");
            if (words.length != 2) {
                throw new IllegalArgumentException(
                        "line %d: a prefix and a vendor expected, found %d words"
                                .formatted(i + 1, words.length));
            }
            prefixes.add(new Prefix(words[0], words[1]));
        }
        return new KeyShapes(prefixes);
    }

    /// Whose key it is by its prefix; empty when no prefix fits.
    public Optional<String> vendorOf(String key) {
        return prefixes.stream()
                .filter(prefix -> key.startsWith(prefix.text))
                .map(Prefix::vendor)
                .findFirst();
    }

    /// All prefixes, longest first.
    List<String> texts() {
        return texts;
    }

    /// What a caller named something, for a record: without the keys that got into it by mistake. The
    /// very text when there is none; cheap enough for every call, and blind to keys whose vendor isn't
    /// in the table (see [Redactor] for those).
    public String withoutKeys(String text) {
        int length = text.length();
        int run = 0;
        while (run + SHORTEST_KEY <= length) {
            int end = run;
            while (end < length && isOfKey(text.charAt(end))) {
                end++;
            }
            if (end - run >= SHORTEST_KEY) {
                int key = keyIn(text, run, end);
                if (key >= 0) {
                    return text.substring(0, key)
                            + Redactor.MARK
                            + withoutKeys(text.substring(end));
                }
            }
            run = end + 1;
        }
        return text;
    }

    /// Where a key begins between these places, which ends with them; -1 when none does.
    private int keyIn(String text, int from, int to) {
        for (int i = from; i + SHORTEST_KEY <= to; i++) {
            boolean wordBegins = i == from || !Character.isLetterOrDigit(text.charAt(i - 1));
            if (wordBegins && begins[text.charAt(i)]) {
                for (String prefix : texts) {
                    if (text.startsWith(prefix, i)) {
                        return i;
                    }
                }
            }
        }
        return -1;
    }

    private static boolean isOfKey(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-';
    }

    private record Prefix(String text, String vendor) {}
}
