package dev.cardea.it;

import dev.cardea.control.catalogue.Catalogue;
import dev.cardea.server.Cardea;
import dev.cardea.server.config.ConfigurationReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole Cardea in this process, on free ports, with a home of its own.
final class RunningCardea implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();
    private static final Catalogue CATALOGUE = Catalogue.builtIn();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path home;
    private final String yaml;
    private final Cardea cardea;
    private final String key;
    private final String managementKey;

    private RunningCardea(Path home, String yaml, String key, String managementKey) {
        this.home = home;
        this.yaml = yaml;
        try {
            Path file = home.resolveSibling(home.getFileName() + ".yaml");
            Files.createDirectories(home.toAbsolutePath().getParent());
            Files.writeString(file, yaml);
            Map<String, String> environment =
                    Map.of(
                            "CARDEA_HOME",
                            home.toString(),
                            "CARDEA_LISTEN",
                            "127.0.0.1:0",
                            "CARDEA_ADMIN_LISTEN",
                            "127.0.0.1:0",
                            "CARDEA_PUBLIC_URL",
                            "http://cardea.test");
            cardea =
                    Cardea.start(
                            ConfigurationReader.read(Optional.of(file), environment, CATALOGUE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.key = cardea.firstKeys().map(k -> k.secret().reveal()).orElse(key);
        this.managementKey =
                cardea.firstKeys().map(k -> k.management().reveal()).orElse(managementKey);
        SecretsWatch.keep(SdkUpstream.CREDENTIAL);
        SecretsWatch.keep(this.key);
        SecretsWatch.keep(this.managementKey);
    }

    /// Starts with an empty home below `folder`.
    static RunningCardea start(Path folder, String yaml) {
        return new RunningCardea(folder.resolve("home"), yaml, "", "");
    }

    /// Starts with OpenAI- and Anthropic-shaped providers at an imitating upstream.
    static RunningCardea before(Path folder, SdkUpstream upstream) {
        return start(
                folder,
                """
                providers:
                  - {name: openai, dialect: openai, base_url: "%1$s/v1", api_key: "%2$s", models: [gpt-4, m1, m2]}
                  - {name: anthropic, dialect: anthropic, base_url: "%1$s", api_key: "%2$s", models: [claude-x]}
                """
                        .formatted(upstream.url(), SdkUpstream.CREDENTIAL));
    }

    /// Ends this one and starts another with the same home.
    RunningCardea restarted() {
        close();
        return new RunningCardea(home, yaml, key, managementKey);
    }

    /// The same with something done to its home in between.
    RunningCardea restarted(Consumer<Path> meanwhile) {
        close();
        meanwhile.accept(home);
        return new RunningCardea(home, yaml, key, managementKey);
    }

    Path home() {
        return home;
    }

    Cardea cardea() {
        return cardea;
    }

    String key() {
        return key;
    }

    String managementKey() {
        return managementKey;
    }

    String url() {
        return "http://127.0.0.1:" + cardea.dataPlane().getFirst().getPort();
    }

    String adminUrl() {
        return "http://127.0.0.1:" + cardea.admin().getPort();
    }

    /// Calls the data plane with the first key.
    HttpResponse<String> post(String path, String body, String... fields) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (fields.length == 0) {
            request.header("authorization", "Bearer " + key);
        } else {
            request.headers(fields);
        }
        return send(request);
    }

    HttpResponse<String> get(String path) {
        return send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("authorization", "Bearer " + key));
    }

    /// Calls the admin API with the first management key; fails unless it answers 2xx.
    JsonNode admin(String method, String path, String body, String... fields) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(adminUrl() + path))
                        .header("authorization", "Bearer " + managementKey)
                        .header("content-type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (fields.length > 0) {
            request.headers(fields);
        }
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(
                    "%s %s answered %d: %s"
                            .formatted(method, path, answer.statusCode(), answer.body()));
        }
        JsonNode json =
                answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        if (json.path("secret").isString()) {
            SecretsWatch.keep(json.path("secret").asString());
        }
        return json;
    }

    /// What the admin API answers to a key.
    HttpResponse<String> adminAnswer(String key, String method, String path) {
        return send(
                HttpRequest.newBuilder(URI.create(adminUrl() + path))
                        .header("authorization", "Bearer " + key)
                        .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpRequest asked = request.build();
            HttpResponse<String> answer =
                    http.send(asked, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            SecretsWatch.answer(
                    asked.method() + " " + asked.uri().getPath(),
                    answer.headers().map().toString(),
                    answer.body());
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        cardea.close();
        http.close();
        SecretsWatch.home(home);
    }
}
