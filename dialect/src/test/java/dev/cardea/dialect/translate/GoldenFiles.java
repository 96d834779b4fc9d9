package dev.cardea.dialect.translate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The golden files: inputs written by hand, outputs written by the translation and read by people.
/// `-Dgolden.update=true` writes the outputs anew.
final class GoldenFiles {
    static final Path ROOT = Path.of("src/test/resources/golden");

    private static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private static final JsonMapper LINES =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .build();

    private GoldenFiles() {}

    /// The files of a folder whose names end so, in order.
    static List<Path> inputs(String folder, String ending) {
        try (var files = Files.list(ROOT.resolve(folder))) {
            return files.filter(f -> f.getFileName().toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A stream as its provider sends it. Bedrock's, which is binary, is kept as lines.
    static byte[] stream(Path file) {
        return file.getFileName().toString().endsWith(".bedrock.txt")
                ? Frames.of(new String(read(file), StandardCharsets.UTF_8))
                : read(file);
    }

    /// JSON with line breaks, members in the order they came; fails on a member given twice.
    static String pretty(byte[] json) {
        return MAPPER.writeValueAsString(MAPPER.readTree(json)) + "\n";
    }

    /// The same as one line.
    static String line(byte[] json) {
        return LINES.writeValueAsString(LINES.readTree(json));
    }

    /// An error that a provider answers with.
    ///
    /// @param family what it is about
    record Failure(String family, int status, String body) {}

    /// A provider's errors, from lines of `family status body`.
    static List<Failure> errors(String provider) {
        String lines =
                new String(read(ROOT.resolve("errors", provider + ".txt")), StandardCharsets.UTF_8);
        return lines.lines()
                .map(line -> line.split(" ", 3))
                .map(words -> new Failure(words[0], Integer.parseInt(words[1]), words[2]))
                .toList();
    }

    /// What the file holds. When updating, writes the actual text first.
    static Optional<String> expected(Path file, String actual) {
        try {
            if (UPDATE) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            return Files.exists(file)
                    ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
