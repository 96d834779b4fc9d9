package dev.cardea.admin;

import java.util.Map;

/// What an operation answers.
///
/// @param body becomes JSON
/// @param fields of the header, besides the usual ones
public record Reply(int status, Record body, Map<String, String> fields) {
    public Reply {
        fields = Map.copyOf(fields);
    }

    public static Reply of(Record body) {
        return new Reply(200, body, Map.of());
    }

    /// A record at a revision.
    public static Reply at(long revision, Record body) {
        return new Reply(200, body, Map.of("ETag", etag(revision)));
    }

    /// A record that was just made, or was made by an earlier try of the same request.
    public static Reply made(boolean repeated, long revision, Record body) {
        return new Reply(
                201,
                body,
                repeated
                        ? Map.of("ETag", etag(revision), "Idempotent-Replayed", "true")
                        : Map.of("ETag", etag(revision)));
    }

    /// The revision that an entity tag stands for, with quotes or without.
    ///
    /// @throws NumberFormatException when it stands for none
    static long revision(String etag) {
        boolean quoted = etag.length() > 2 && etag.startsWith("\"") && etag.endsWith("\"");
        return Long.parseLong(quoted ? etag.substring(1, etag.length() - 1) : etag);
    }

    /// A revision as an entity tag.
    static String etag(long revision) {
        return "\"" + revision + "\"";
    }
}
