package dev.cardea.server.cli;

import dev.cardea.server.config.Configuration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks to the admin API of the Cardea that has this home, with the management key that its first
/// start left there for the owner of the folder.
final class AdminClient {
    /// The file in the home folder that holds the management key; mode 0600.
    static final String TOKEN_FILE = "admin.token";

    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private AdminClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /// @throws CommandFailure when there is no token file to read
    static AdminClient of(Configuration configuration) {
        InetSocketAddress address = configuration.admin();
        String host =
                address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : address.getHostString();
        String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        URI base = URI.create("http://%s:%d".formatted(literal, address.getPort()));
        return new AdminClient(base, token(configuration.home()));
    }

    private static String token(Path home) {
        Optional<String> fromEnvironment = Settings.environment("CARDEA_ADMIN_KEY");
        if (fromEnvironment.isPresent()) {
            return fromEnvironment.get();
        }
        Path file = home.resolve(TOKEN_FILE);
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "no management key in %s and none in CARDEA_ADMIN_KEY; start Cardea once with this home, or set the variable"
                            .formatted(file));
        }
    }

    JsonNode read(String path) {
        return send(request(path).GET());
    }

    /// Asks for something that changes nothing.
    JsonNode ask(String path, Object body) {
        return send(
                request(path)
                        .header("content-type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        JSON.writeValueAsBytes(body))));
    }

    JsonNode create(String path, Object body) {
        return send(
                request(path)
                        .header("content-type", "application/json")
                        .header("idempotency-key", UUID.randomUUID().toString())
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        JSON.writeValueAsBytes(body))));
    }

    /// Calls an action or a deletion on one version of a record.
    JsonNode change(String method, String path, Object body, String revision) {
        return send(
                request(path)
                        .header("content-type", "application/json")
                        .header("if-match", "\"" + revision + "\"")
                        .method(
                                method,
                                HttpRequest.BodyPublishers.ofByteArray(
                                        JSON.writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpResponse<byte[]> answer;
        try {
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "no Cardea answers at %s (%s); is it running, and with this configuration?"
                            .formatted(base, e.getClass().getSimpleName()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILED, "interrupted");
        }
        if (answer.statusCode() / 100 == 2 && answer.body().length == 0) {
            return JSON.createObjectNode();
        }
        JsonNode body;
        try {
            body = JSON.readTree(answer.body());
        } catch (JacksonException _) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "%s answered %d with something that isn't JSON; is that Cardea's admin API?"
                            .formatted(base, answer.statusCode()));
        }
        if (answer.statusCode() / 100 != 2) {
            String fix = body.path("fix").asString("");
            String place = body.path("pointer").asString("");
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    (place.isEmpty() ? "" : place.substring(1) + ": ")
                            + body.path("detail").asString(body.path("title").asString("refused"))
                            + (fix.isEmpty() ? "" : " (" + fix + ")"));
        }
        return body;
    }
}
