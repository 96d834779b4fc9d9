package dev.cardea.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces `${env:NAME}` and `${file:path}` in a setting by what they name, so that the file itself
/// holds no secret. A file's last line break is taken off; a relative path starts at the folder of
/// the configuration file.
final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([a-z]+):([^}]*)}");

    private final Path folder;
    private final Function<String, Optional<String>> environment;

    References(Path folder, Function<String, Optional<String>> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /// The text with everything that it refers to.
    ///
    /// @throws ConfigurationException naming the reference, never the value, when it leads nowhere
    String resolve(String text, Origin origin) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(2);
            String value =
                    switch (matcher.group(1)) {
                        case "env" ->
                                environment
                                        .apply(name)
                                        .orElseThrow(() ->
                                                new ConfigurationException(
                                                        origin,
                                                        "the environment variable %s is not set"
                                                                .formatted(name)));
                        case "file" -> read(name, origin);
                        default ->
                                throw new ConfigurationException(
                                        origin,
                                        "'${%s:…}' is not a reference; known are ${env:NAME} and ${file:path}"
                                                .formatted(matcher.group(1)));
                    };
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(resolved).toString();
    }

    private String read(String name, Origin origin) {
        Path path = folder.resolve(name);
        try {
            return Files.readString(path).stripTrailing();
        } catch (IOException e) {
            throw new ConfigurationException(
                    origin, "the file %s can't be read (%s)".formatted(path, FileTrouble.words(e)));
        }
    }
}
