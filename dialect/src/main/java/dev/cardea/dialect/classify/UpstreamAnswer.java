package dev.cardea.dialect.classify;

import dev.cardea.model.Dialect;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A provider's answer that isn't a success: by its status, or by an error found inside a 200.
///
/// @param provider its name; rules that hold for one provider look for a word in it (`azure` in
///     `azure-openai`)
/// @param dialect that the provider speaks
/// @param headers names in lower case
/// @param body the first bytes of it, decoded from any compression; a few thousand are enough, and it
///     may be cut anywhere
/// @param at when it came; times in it are told relative to that
public record UpstreamAnswer(
        String provider,
        Dialect dialect,
        int status,
        Map<String, String> headers,
        byte[] body,
        Instant at) {
    public UpstreamAnswer {
        Map<String, String> lowered = new HashMap<>();
        headers.forEach((name, value) -> lowered.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lowered);
    }

    /// The value of a header field, empty when it isn't there.
    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
