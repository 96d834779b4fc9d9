package dev.cardea.dialect.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.translate.Translation.Answered;
import dev.cardea.dialect.translate.Translation.Refused;
import dev.cardea.dialect.translate.Translation.Translated;
import dev.cardea.model.Credential;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every client's requests for every provider, and every provider's answers for every client, against
/// the golden files. A file is named `case.dialect.json` (`.txt` for streams), its translations
/// `case/dialect-to-other.txt`. A provider's errors are lines of one file.
class GoldenTest {
    private static final Map<String, Endpoint> CLIENTS = Pairs.CLIENTS;
    private static final Map<String, Dialect> PROVIDERS = Pairs.PROVIDERS;

    @TestFactory
    List<DynamicTest> requestsReadAsTheProvidersHaveThem() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path input : GoldenFiles.inputs("requests", ".json")) {
            String[] name = input.getFileName().toString().split("\\.");
            for (String provider : PROVIDERS.keySet()) {
                if (Pairs.translator(name[1], provider).isEmpty()) {
                    continue;
                }
                tests.add(
                        DynamicTest.dynamicTest(
                                "%s: %s to %s".formatted(name[0], name[1], provider),
                                () -> request(input, name[0], name[1], provider)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void request(Path input, String scene, String client, String provider) {
        byte[] body = GoldenFiles.read(input);
        Options options = Pairs.options(client, scene.contains("stream"));
        Translation translation =
                Pairs.translator(client, provider)
                        .orElseThrow()
                        .request(body, 0, body.length, Pairs.MODELS.get(provider), options);
        String actual =
                switch (translation) {
                    case Refused(Credential.Fault(var reason, var words)) ->
                            "refused: " + reason.told(words) + "\n";
                    case Answered(var status, var answer, _) ->
                            "answered: %d\n%s".formatted(status, GoldenFiles.pretty(answer));
                    case Translated t ->
                            "POST %s\ndropped: %s\n%s"
                                    .formatted(t.path(), t.dropped(), GoldenFiles.pretty(t.body()));
                };
        compare(Path.of("requests", scene, client + "-to-" + provider + ".txt"), actual);
    }

    @TestFactory
    List<DynamicTest> answersReadAsTheClientsHaveThem() {
        return answers("answers", ".json", GoldenTest::answer);
    }

    @TestFactory
    List<DynamicTest> streamsReadAsTheClientsHaveThem() {
        return answers("streams", ".txt", GoldenTest::stream);
    }

    @TestFactory
    List<DynamicTest> errorsReadAsTheClientsHaveThem() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String provider : PROVIDERS.keySet()) {
            for (String client : CLIENTS.keySet()) {
                if (Pairs.translator(client, provider).isPresent()) {
                    tests.add(
                            DynamicTest.dynamicTest(
                                    "%s to %s".formatted(provider, client),
                                    () -> errors(provider, client)));
                }
            }
        }
        return tests;
    }

    private interface Check {
        void run(Path input, String scene, String provider, String client);
    }

    private static List<DynamicTest> answers(String folder, String ending, Check check) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path input : GoldenFiles.inputs(folder, ending)) {
            String[] name = input.getFileName().toString().split("\\.");
            for (String client : CLIENTS.keySet()) {
                if (Pairs.translator(client, name[1]).isEmpty()) {
                    continue;
                }
                tests.add(
                        DynamicTest.dynamicTest(
                                "%s: %s to %s".formatted(name[0], name[1], client),
                                () -> check.run(input, name[0], name[1], client)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void answer(Path input, String scene, String provider, String client) {
        byte[] body = GoldenFiles.read(input);
        AnswerTranslation.Answer answer =
                Pairs.answers(client, provider).whole().translate(body, 0, body.length);
        compare(
                Path.of("answers", scene, provider + "-to-" + client + ".txt"),
                "model: %s\nstop: %s\n%s\n%s"
                        .formatted(
                                answer.model(),
                                answer.stop(),
                                answer.usage(),
                                GoldenFiles.pretty(answer.body())));
    }

    private static void stream(Path input, String scene, String provider, String client) {
        byte[] body = GoldenFiles.stream(input);
        StreamTranslation stream = Pairs.answers(client, provider).stream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(stream.feed(body, 0, body.length));
        out.writeBytes(stream.finish());
        compare(
                Path.of("streams", scene, provider + "-to-" + client + ".txt"),
                "model: %s\nstop: %s\n%s\nfailed: %s\n%s"
                        .formatted(
                                stream.model(),
                                stream.stop(),
                                stream.usage(),
                                stream.failed(),
                                out.toString(StandardCharsets.UTF_8)));
    }

    private static void errors(String provider, String client) {
        StringBuilder actual = new StringBuilder();
        for (GoldenFiles.Failure failure : GoldenFiles.errors(provider)) {
            byte[] body = failure.body().getBytes(StandardCharsets.UTF_8);
            Answers.Told error =
                    Pairs.answers(client, provider).error(failure.status(), body, 0, body.length);
            actual.append(failure.family())
                    .append(' ')
                    .append(GoldenFiles.line(error.body()))
                    .append('\n');
        }
        compare(Path.of("errors", provider, client + ".txt"), actual.toString());
    }

    private static void compare(Path file, String actual) {
        assertThat(GoldenFiles.expected(GoldenFiles.ROOT.resolve(file), actual))
                .as("golden file %s (written by -Dgolden.update=true)", file)
                .hasValue(actual);
    }
}
