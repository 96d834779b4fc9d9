package dev.cardea.admin;

/// Where a list goes on, as a text that clients pass back and don't read.
final class Cursor {
    private Cursor() {}

    static String write(long after) {
        return "c" + Long.toString(after, 36);
    }

    /// @throws IllegalArgumentException when [#write] didn't write it
    static long read(String text) {
        if (!text.startsWith("c") || text.startsWith("c-")) {
            throw new IllegalArgumentException("not a cursor");
        }
        return Long.parseLong(text.substring(1), 36);
    }
}
