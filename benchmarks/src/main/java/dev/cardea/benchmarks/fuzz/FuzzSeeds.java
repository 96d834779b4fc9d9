package dev.cardea.benchmarks.fuzz;

import dev.cardea.model.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Inputs to start from: the golden files of the dialects, each for the pairs that it fits.
public final class FuzzSeeds {
    private static final Path GOLDEN = Path.of("dialect/src/test/resources/golden");
    private static final byte CUT = 7;

    private FuzzSeeds() {}

    /// @param root of the source tree
    public static List<byte[]> of(FuzzTarget target, Path root) {
        Path golden = root.resolve(GOLDEN);
        return switch (target) {
            case REQUEST, SCAN -> seeds(golden.resolve("requests"), FuzzSeeds::spokenBy);
            case ANSWER -> seeds(golden.resolve("answers"), FuzzSeeds::answeredBy);
            case STREAM -> seeds(golden.resolve("streams"), FuzzSeeds::answeredBy);
            case ERROR, CLASSIFIER -> errors(golden.resolve("errors"));
            case METER -> {
                List<byte[]> both = new ArrayList<>(of(FuzzTarget.ANSWER, root));
                both.addAll(of(FuzzTarget.STREAM, root));
                yield both;
            }
        };
    }

    /// Which pairs a file of this dialect fits.
    private interface Fit {
        Predicate<Pair> of(String dialect);
    }

    private static Predicate<Pair> spokenBy(String client) {
        Endpoint endpoint =
                switch (client) {
                    case "openai" -> Endpoint.CHAT_COMPLETIONS;
                    case "anthropic" -> Endpoint.MESSAGES;
                    case "gemini" -> Endpoint.GENERATE_CONTENT;
                    case "responses" -> Endpoint.RESPONSES;
                    case "completions" -> Endpoint.COMPLETIONS;
                    default -> Endpoint.UNKNOWN;
                };
        return pair -> pair.endpoint() == endpoint;
    }

    private static Predicate<Pair> answeredBy(String provider) {
        return pair -> pair.provider().name().equalsIgnoreCase(provider);
    }

    private static List<byte[]> seeds(Path folder, Fit fit) {
        List<byte[]> seeds = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] body = Files.readAllBytes(file);
                String dialect = file.getFileName().toString().split("\\.", -1)[1];
                for (int choice : Pair.choices(fit.of(dialect))) {
                    seeds.add(seed(choice, body));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seeds;
    }

    /// A provider's errors are lines of `family status body` in one file.
    private static List<byte[]> errors(Path folder) {
        List<byte[]> seeds = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String provider = file.getFileName().toString().replace(".txt", "");
                List<Integer> choices = Pair.choices(answeredBy(provider));
                for (String line : Files.readAllLines(file)) {
                    byte[] body = line.split(" ", 3)[2].getBytes(StandardCharsets.UTF_8);
                    choices.forEach(choice -> seeds.add(seed(choice, body)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seeds;
    }

    private static byte[] seed(int choice, byte[] body) {
        byte[] seed = new byte[FuzzTarget.CHOICES + body.length];
        seed[0] = (byte) (choice >> 8);
        seed[1] = (byte) choice;
        seed[2] = CUT;
        System.arraycopy(body, 0, seed, FuzzTarget.CHOICES, body.length);
        return seed;
    }
}
