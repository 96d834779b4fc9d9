package dev.cardea.dialect.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Nothing that a call can bring is without a golden file: for every client dialect and every provider
/// dialect each kind of request, of answer, of stream and of error. What can't exist is listed here
/// with the reason; a reason that no longer holds fails the test as well.
///
/// An answer about an image has no form of its own: the scene `text` stands for it. `tools` as an
/// answer holds two calls at once.
class GoldenMatrixTest {
    private static final List<String> REQUESTS =
            List.of(
                    "text",
                    "tools",
                    "toolchoice",
                    "parallel",
                    "image",
                    "schema",
                    "reasoning",
                    "stream");
    private static final List<String> ANSWERS = List.of("text", "tools", "schema", "reasoning");
    private static final List<String> STREAMS =
            List.of("text", "tools", "schema", "reasoning", "cut", "error");
    private static final List<String> ERRORS =
            List.of(
                    "authentication",
                    "permission",
                    "not-found",
                    "rate-limit",
                    "quota",
                    "context-too-long",
                    "too-large",
                    "invalid",
                    "content-refused",
                    "overloaded",
                    "timeout",
                    "server-error",
                    "unreadable");

    /// One thing that a client and a provider can bring about between them.
    private record Cell(String folder, String scene, String client, String provider) {
        boolean exists() {
            Path file =
                    switch (folder) {
                        case "requests" -> Path.of(scene, client + "-to-" + provider + ".txt");
                        case "errors" -> Path.of(provider, client + ".txt");
                        default -> Path.of(scene, provider + "-to-" + client + ".txt");
                    };
            Path path = GoldenFiles.ROOT.resolve(folder).resolve(file);
            return Files.exists(path)
                    && (!folder.equals("errors") || text(path).contains(scene + " {"));
        }

        /// Whether the request isn't translated at all.
        boolean refused() {
            Path file = Path.of(folder, scene, client + "-to-" + provider + ".txt");
            return text(GoldenFiles.ROOT.resolve(file)).startsWith("refused: ");
        }

        private static String text(Path path) {
            return new String(GoldenFiles.read(path), StandardCharsets.UTF_8);
        }
    }

    /// Cells that can't exist. An empty list stands for all.
    private record Impossible(
            String folder,
            List<String> scenes,
            List<String> clients,
            List<String> providers,
            String reason) {
        boolean covers(Cell cell) {
            return folder.equals(cell.folder())
                    && has(scenes, cell.scene())
                    && has(clients, cell.client())
                    && has(providers, cell.provider());
        }

        private static boolean has(List<String> some, String one) {
            return some.isEmpty() || some.contains(one);
        }
    }

    private static final List<Impossible> IMPOSSIBLE =
            List.of(
                    new Impossible(
                            "requests",
                            List.of(
                                    "tools",
                                    "toolchoice",
                                    "parallel",
                                    "image",
                                    "schema",
                                    "reasoning"),
                            List.of("completions"),
                            List.of(),
                            "a legacy prompt is one text"),
                    new Impossible(
                            "errors",
                            List.of("content-refused"),
                            List.of(),
                            List.of("gemini", "vertex"),
                            "Google answers 200 with a blockReason: the scene refusal"),
                    new Impossible(
                            "errors",
                            List.of("content-refused"),
                            List.of(),
                            List.of("mistral", "ollama"),
                            "neither has a filter that refuses calls"),
                    new Impossible(
                            "errors",
                            List.of("too-large"),
                            List.of(),
                            List.of("cohere", "mistral", "ollama"),
                            "none documents a limit of the body's size"));

    /// Requests that say what the provider can't: those are refused, not translated.
    private static final List<Impossible> REFUSED =
            List.of(
                    new Impossible(
                            "requests",
                            List.of("toolchoice"),
                            List.of(),
                            List.of("ollama"),
                            "Ollama's models choose themselves"));

    private static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String client : Pairs.CLIENTS.keySet()) {
            for (String provider : Pairs.PROVIDERS.keySet()) {
                if (Pairs.translator(client, provider).isEmpty()) {
                    continue;
                }
                REQUESTS.forEach(scene -> cells.add(new Cell("requests", scene, client, provider)));
                ANSWERS.forEach(scene -> cells.add(new Cell("answers", scene, client, provider)));
                STREAMS.forEach(scene -> cells.add(new Cell("streams", scene, client, provider)));
                ERRORS.forEach(scene -> cells.add(new Cell("errors", scene, client, provider)));
            }
        }
        return cells;
    }

    private static Optional<Impossible> reason(List<Impossible> reasons, Cell cell) {
        return reasons.stream().filter(reason -> reason.covers(cell)).findFirst();
    }

    @Test
    void everyCellHasAGoldenFileOrAReason() {
        Set<String> missing = new TreeSet<>();
        Set<String> existing = new TreeSet<>();
        for (Cell cell : cells()) {
            Optional<Impossible> reason = reason(IMPOSSIBLE, cell);
            if (reason.isEmpty() && !cell.exists()) {
                missing.add(cell.toString());
            }
            if (reason.isPresent() && cell.exists()) {
                existing.add(cell + " although " + reason.get().reason());
            }
        }
        assertThat(missing).as("cells without a golden file").isEmpty();
        assertThat(existing).as("golden files that can't exist").isEmpty();
    }

    @Test
    void onlyWhatAProviderCannotBeToldIsRefused() {
        Set<String> unexpected = new TreeSet<>();
        for (Cell cell : cells()) {
            if (cell.folder().equals("requests")
                    && cell.exists()
                    && cell.refused() != reason(REFUSED, cell).isPresent()) {
                unexpected.add(cell.toString());
            }
        }
        assertThat(unexpected).as("refused without a reason, or not refused").isEmpty();
    }

    @Test
    void onlyEqualDialectsHaveNoTranslator() {
        List<String> none = new ArrayList<>();
        for (String client : Pairs.CLIENTS.keySet()) {
            for (String provider : Pairs.PROVIDERS.keySet()) {
                if (Pairs.translator(client, provider).isEmpty()) {
                    none.add(client + " to " + provider);
                }
            }
        }
        assertThat(none)
                .containsExactlyInAnyOrder(
                        "openai to openai", "anthropic to anthropic", "gemini to gemini");
    }
}
