package dev.cardea.dialect.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// By which prefix each vendor's keys are known: a table that is data. It tells a key's vendor, never
/// that a key is no good: an unknown shape says nothing.
public final class KeyShapes {
    private static final KeyShapes STANDARD = parse(Resources.read("key-prefixes.txt"));

    private final List<Prefix> prefixes;

    private KeyShapes(List<Prefix> prefixes) {
        this.prefixes = List.copyOf(prefixes);
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
        return prefixes.stream()
                .map(Prefix::text)
                .sorted((a, b) -> b.length() - a.length())
                .toList();
    }

    private record Prefix(String text, String vendor) {}
}
