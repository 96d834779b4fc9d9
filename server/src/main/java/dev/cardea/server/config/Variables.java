package dev.cardea.server.config;

import dev.cardea.model.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The environment variables that are Cardea's own.
final class Variables {
    static final String PREFIX = "CARDEA_";

    /// Those that Cardea reads, and those that its script and its documentation use.
    static final Set<String> KNOWN =
            Set.of(
                    "CARDEA_ADMIN_KEY",
                    "CARDEA_ADMIN_LISTEN",
                    "CARDEA_CONFIG",
                    "CARDEA_ENVIRONMENT",
                    "CARDEA_HOME",
                    "CARDEA_JVM_OPTIONS",
                    "CARDEA_KEY",
                    "CARDEA_LISTEN",
                    "CARDEA_LOG_LEVEL",
                    "CARDEA_PUBLIC_URL",
                    "CARDEA_ROOT",
                    "CARDEA_STORE");

    private static final List<String> LOG_LEVELS =
            List.of("off", "error", "warn", "info", "debug", "trace");

    private Variables() {}

    /// What to tell the operator about variables that look like one of these and aren't. Others with
    /// the prefix are left alone: orchestrators set `CARDEA_PORT` and its like for a service of that
    /// name.
    static List<String> notices(Collection<String> names) {
        List<String> ends = KNOWN.stream().map(name -> name.substring(PREFIX.length())).toList();
        return names.stream()
                .filter(name -> name.startsWith(PREFIX) && !KNOWN.contains(name))
                .sorted()
                .flatMap(name ->
                        Nearest.of(name.substring(PREFIX.length()), ends).stream()
                                .map(near ->
                                        "environment variable %s says nothing to Cardea; %s does"
                                                .formatted(name, PREFIX + near)))
                .toList();
    }

    /// @throws ConfigurationException when the word isn't a level
    static void checkLogLevel(String word) {
        if (!LOG_LEVELS.contains(word.toLowerCase(Locale.ROOT))) {
            throw new ConfigurationException(
                    new Origin("environment variable CARDEA_LOG_LEVEL", 0),
                    "'%s' is no level, expected one of %s"
                            .formatted(word, String.join(", ", LOG_LEVELS)));
        }
    }
}
