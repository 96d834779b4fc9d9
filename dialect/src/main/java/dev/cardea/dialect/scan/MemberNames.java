package dev.cardea.dialect.scan;

import java.util.Locale;
import java.util.Set;

/// Tells which members of a request matter, by every spelling that some provider might take for theirs.
final class MemberNames {
    private static final Set<String> THINGS =
            Set.of("file_id", "file_ids", "vector_store_ids", "container", "container_id");

    private MemberNames() {}

    /// The name if a provider could take it for one that matters, else empty. A wrong spelling comes
    /// back as it is.
    ///
    /// @param depth of the object that it is a member of, 1 for the outermost
    /// @param keeps whether the call is of a kind for which providers keep state
    static String candidate(
            byte[] bytes, int from, int to, boolean escaped, int depth, boolean keeps) {
        int length = to - from;
        if (!escaped) {
            int first = length == 0 ? 0 : bytes[from] & 0xff;
            boolean possible =
                    switch (first | 0x20) {
                        case 'm' -> length == 5 || length == 8;
                        case 'u' -> length == 4;
                        case 's' -> length == 6 || length == 14 || (keeps && length == 5);
                        // A long s of two bytes is one to some parsers.
                        case 'p' -> length == 16 || (keeps && length >= 20 && length <= 22);
                        case 'c' -> keeps && length >= 12 && length <= 13;
                        case 'i' -> depth == 2 && length == 13;
                        default -> first >= 0x80 && length < 20;
                    };
            if (!possible) {
                return "";
            }
        }
        String name = JsonText.decode(bytes, from, to, escaped);
        String folded = fold(name);
        return switch (folded) {
            case "model", "stream", "stream_options" ->
                    depth == 1 ? (name.equals(folded) ? folded : name) : "";
            case "previous_response_id", "conversation", "store" ->
                    keeps && depth == 1 ? (name.equals(folded) ? folded : name) : "";
            // These only hint, so that no spelling of them breaks a body.
            case "prompt_cache_key", "user", "metadata" ->
                    depth == 1 && name.equals(folded) ? name : "";
            case "include_usage" -> depth == 2 ? name : "";
            default -> "";
        };
    }

    /// The member that names one thing or several which a provider keeps, in whatever letter case it is
    /// written; empty for any other.
    static String thing(byte[] bytes, int from, int to, boolean escaped) {
        if (!escaped) {
            int length = to - from;
            boolean possible =
                    length > 0
                            && switch (bytes[from] | 0x20) {
                                case 'f' -> length == 7 || length == 8;
                                case 'c' -> length == 9 || length == 12;
                                case 'v' -> length >= 16 && length <= 18;
                                default -> false;
                            };
            if (!possible) {
                return "";
            }
        }
        String folded = fold(JsonText.decode(bytes, from, to, escaped));
        return THINGS.contains(folded) ? folded : "";
    }

    /// As parsers compare names that ignore letter case; an embedded NUL ends a name for some.
    static String fold(String name) {
        int end = name.indexOf('\0');
        return (end < 0 ? name : name.substring(0, end))
                .replace('\u017f', 's')
                .toLowerCase(Locale.ROOT);
    }
}
