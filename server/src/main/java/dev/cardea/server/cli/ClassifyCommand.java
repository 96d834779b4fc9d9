package dev.cardea.server.cli;

import dev.cardea.admin.json.TreeWriter;
import dev.cardea.control.ClassifyAnswer;
import dev.cardea.control.ClassifyAnswer.PastedAnswer;
import dev.cardea.control.ControlFailure;
import dev.cardea.control.catalogue.Catalogue;
import dev.cardea.dialect.classify.UpstreamClassifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// `cardea providers classify`: what an answer of a provider means. Asks the running Cardea, whose
/// table may be newer; without one, the table that comes with this version decides here.
@Command(
        name = "classify",
        description =
                "Say what an answer of a provider means. Its body is read from the standard input.",
        mixinStandardHelpOptions = true)
final class ClassifyCommand implements Callable<Integer> {
    /// More of a body tells nothing new.
    private static final int MOST_BYTES = 64 << 10;

    @Mixin private Settings settings;

    @Option(
            names = "--provider",
            required = true,
            paramLabel = "NAME",
            description = "Whose answer it is, such as openai or azure-openai.")
    private String provider;

    @Option(names = "--status", required = true, paramLabel = "N", description = "Its HTTP status.")
    private int status;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "A header field that came with it; may be repeated.")
    private @Nullable List<String> headers;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model that was asked for, as the provider calls it.")
    private @Nullable String model;

    @Option(names = "--no-credential", description = "The request had no credential.")
    private boolean noCredential;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        byte[] body = System.in.readNBytes(MOST_BYTES);
        Map<String, String> fields = fields();
        JsonNode meaning;
        try {
            meaning = answered(new String(body, StandardCharsets.UTF_8), fields);
        } catch (ControlFailure.Invalid e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
        new Printer(spec.commandLine().getOut(), json)
                .one(
                        meaning,
                        "code",
                        "family",
                        "origin",
                        "evidence",
                        "rule",
                        "message",
                        "retryable",
                        "retry_after_seconds",
                        "marks_credential",
                        "caller_status",
                        "told",
                        "fix");
        return ExitCode.OK;
    }

    private JsonNode answered(String body, Map<String, String> fields) {
        try {
            return AdminClient.of(settings.read())
                    .ask("/admin/v1/providers/classify", request(body, fields));
        } catch (CommandFailure e) {
            if (e.exitCode() != ExitCode.UNREACHABLE) {
                throw e;
            }
            return TreeWriter.write(here(body, fields));
        }
    }

    private Map<String, Object> request(String body, Map<String, String> fields) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("provider", provider);
        request.put("status", status);
        request.put("headers", fields);
        request.put("body", body);
        request.put("credential_sent", !noCredential);
        if (model != null) {
            request.put("model", model);
        }
        return request;
    }

    private ClassifyAnswer.Meaning here(String body, Map<String, String> fields) {
        return new ClassifyAnswer(
                        Catalogue::builtIn, UpstreamClassifier::standard, InstantSource.system())
                .classify(
                        new PastedAnswer(
                                provider,
                                status,
                                fields,
                                body,
                                !noCredential,
                                Optional.ofNullable(model)));
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String header : headers == null ? List.<String>of() : headers) {
            int colon = header.indexOf(':');
            if (colon <= 0) {
                throw new CommandFailure(
                        ExitCode.USAGE, "a header is like 'Retry-After: 7': name, colon, value");
            }
            fields.put(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
        }
        return fields;
    }
}
