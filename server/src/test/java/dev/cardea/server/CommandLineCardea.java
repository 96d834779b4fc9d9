package dev.cardea.server;

import com.sun.net.httpserver.HttpServer;
import dev.cardea.control.catalogue.CatalogueFile;
import dev.cardea.server.config.ConfigurationReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Cardea that runs in this process, and the command line that speaks to it.
final class CommandLineCardea implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final String yaml;
    private final Cardea cardea;
    private final String key;

    /// What a command printed and ended with.
    record Ended(int code, String out, String err) {
        JsonNode json() {
            return JSON.readTree(out);
        }
    }

    private CommandLineCardea(Path folder, String yaml, String key) {
        this.folder = folder;
        this.yaml = yaml;
        try {
            Path file = folder.resolve("cardea.yaml");
            Files.writeString(
                    file,
                    "home: %s\nlisten: 127.0.0.1:0\nadmin_listen: 127.0.0.1:0\nproviders_from_environment: false\n%s"
                            .formatted(folder.resolve("home"), yaml));
            cardea =
                    Cardea.start(
                            ConfigurationReader.read(
                                    Optional.of(file),
                                    Map.of(),
                                    home ->
                                            CatalogueFile.inHome(home)
                                                    .load()
                                                    .edition()
                                                    .catalogue()));
            Files.writeString(
                    folder.resolve("command.yaml"),
                    "home: %s\nadmin_listen: 127.0.0.1:%d\n"
                            .formatted(folder.resolve("home"), cardea.admin().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.key = cardea.firstKeys().map(it -> it.secret().reveal()).orElse(key);
    }

    static CommandLineCardea start(Path folder, String yaml) {
        return new CommandLineCardea(folder, yaml, "");
    }

    CommandLineCardea restarted() {
        close();
        return new CommandLineCardea(folder, yaml, key);
    }

    Cardea cardea() {
        return cardea;
    }

    /// Runs a command that speaks to this one.
    Ended run(String... words) {
        return run(folder.resolve("command.yaml"), words);
    }

    static Ended run(Path configuration, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--config=" + configuration);
        int code = line.execute(all.toArray(String[]::new));
        return new Ended(code, out.toString(), err.toString());
    }

    /// Calls the data plane with the first key.
    HttpResponse<String> call(String method, String path, String body) {
        return call(key, method, path, body);
    }

    HttpResponse<String> call(String key, String method, String path, String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:%d%s"
                                                    .formatted(
                                                            cardea.dataPlane().getFirst().getPort(),
                                                            path)))
                            .header("authorization", "Bearer " + key)
                            .header("content-type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A server that answers every request alike.
    static HttpServer answering(int status, String body, String... fields) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                        exchange.getRequestBody().readAllBytes();
                        exchange.getResponseHeaders().add("content-type", "application/json");
                        for (int i = 0; i < fields.length; i += 2) {
                            exchange.getResponseHeaders().add(fields[i], fields[i + 1]);
                        }
                        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                        exchange.getResponseBody().write(bytes);
                        exchange.close();
                    });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        cardea.close();
        http.close();
    }
}
