package dev.cardea.benchmarks.load;

import java.util.Map;

/// A gateway that runs and is measured.
///
/// @param name as the report calls it
/// @param process itself or the parent of what it consists of
/// @param key what it wants in `Authorization: Bearer`
/// @param bases the base address for each kind of ask
/// @param sharesConnections whether it takes HTTP/2 without TLS, many calls on one connection
record Contender(
        String name,
        Process process,
        String key,
        Map<Ask, String> bases,
        boolean sharesConnections) {
    static final String PATH = "/v1/chat/completions";

    String url(Ask ask) {
        return bases.get(ask) + PATH;
    }

    @Override
    public String toString() {
        return name;
    }
}
