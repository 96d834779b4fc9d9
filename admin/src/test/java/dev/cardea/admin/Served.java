package dev.cardea.admin;

import dev.cardea.admin.json.Json;
import dev.cardea.admission.Admission;
import dev.cardea.admission.Reach;
import dev.cardea.calllog.InMemoryCallLog;
import dev.cardea.control.ControlPlane;
import dev.cardea.control.DescribeStatus;
import dev.cardea.control.FirstStart;
import dev.cardea.control.SnapshotJournal;
import dev.cardea.control.SnapshotPublisher;
import dev.cardea.control.StoreDoor;
import dev.cardea.control.Vault;
import dev.cardea.control.catalogue.CatalogueFile;
import dev.cardea.control.catalogue.CatalogueShelf;
import dev.cardea.control.catalogue.UpdateCatalogue;
import dev.cardea.control.upstream.UpstreamGet;
import dev.cardea.control.upstream.Upstreams;
import dev.cardea.model.SecretForms;
import dev.cardea.model.SecretText;
import dev.cardea.model.TargetStatus;
import dev.cardea.model.UpstreamAuth;
import dev.cardea.storage.Installation;
import dev.cardea.storage.MemoryStore;
import dev.cardea.storage.Store;
import dev.cardea.storage.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/// A new installation in memory whose admin API listens on a port of its own.
final class Served implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final MemoryStore memory =
            new MemoryStore(
                    new Installation("abc", Instant.parse("2026-03-01T10:00:00Z"), "0123456789ab"));
    volatile boolean away;
    final Store store;
    final SnapshotPublisher publisher;
    final ControlPlane control;
    final FirstStart.FirstKeys first;
    final InMemoryCallLog calls = new InMemoryCallLog(1000);
    final FakeWatch watch = new FakeWatch();
    final UpstreamGet http = new UpstreamGet(Duration.ofSeconds(5), Map.of(), Map.of());
    final Upstreams upstreams;
    final CatalogueShelf catalogue = CatalogueShelf.builtIn();
    final AdminServer server;

    /// Every answer's text, header fields included.
    final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();

    private final Path home;

    Served() {
        try {
            home = Files.createTempDirectory("cardea-admin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store =
                new StoreDoor(
                        () -> new Absent(memory, () -> away),
                        InstantSource.system(),
                        Duration.ZERO);
        publisher =
                SnapshotPublisher.start(
                        store,
                        null,
                        SnapshotJournal.none(),
                        InstantSource.system(),
                        Duration.ofHours(1));
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[Vault.KEY_BYTES];
        random.nextBytes(key);
        control =
                new ControlPlane(
                        store,
                        publisher,
                        new Vault(key),
                        SecretForms.PLAIN,
                        "abc",
                        InstantSource.system(),
                        random);
        Vault vault = new Vault(key);
        first = control.firstStart().start();
        upstreams =
                new Upstreams(
                        publisher::snapshot,
                        http,
                        (_, credential) ->
                                new UpstreamAuth.Authorization.Ready(
                                        List.of(
                                                new UpstreamAuth.Field(
                                                        "authorization",
                                                        "Bearer "
                                                                + vault.open(
                                                                                credential.id(),
                                                                                credential.sealed())
                                                                        .reveal()))),
                        watch,
                        InstantSource.system());
        server =
                AdminServer.start(
                        new AdminConfig(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                Set.of("gateway.example"),
                                URI.create("http://127.0.0.1:8080"),
                                "node-1",
                                new DescribeStatus.Loops("epoll", 2)),
                        control,
                        upstreams,
                        () ->
                                List.of(
                                        new TargetStatus(
                                                "up",
                                                "m1",
                                                Optional.empty(),
                                                TargetStatus.Circuit.OPEN,
                                                Duration.ofSeconds(2),
                                                1,
                                                Optional.of(12_000L),
                                                5,
                                                5)),
                        Admission.reaching(Reach.SAME_DIALECT),
                        calls,
                        catalogue,
                        new UpdateCatalogue(
                                catalogue,
                                CatalogueFile.inHome(home),
                                Optional.empty(),
                                _ -> () -> {},
                                InstantSource.system()),
                        InstantSource.system());
    }

    /// A request with the first management key.
    Answer send(String method, String path, String body, String... fields) {
        return send(first.management(), method, path, body, fields);
    }

    Answer send(SecretText key, String method, String path, String body, String... fields) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.address().getPort() + path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Bearer " + key.reveal());
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (fields.length > 0) {
            request.headers(fields);
        }
        return send(request.method(method, BodyPublishers.ofString(body)).build());
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String body, String... fields) {
        return send("POST", path, body, fields);
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            answers.add(response.headers().map() + "\n" + response.body());
            return new Answer(response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// An answer and its JSON.
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return Json.parse(response.body().getBytes(StandardCharsets.UTF_8));
        }

        String text(String... path) {
            JsonNode node = json();
            for (String name : path) {
                node = node.path(name);
            }
            return node.asString("");
        }

        String field(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        Map<String, Object> problem() {
            return Map.of("status", status(), "code", text("code"), "pointer", text("pointer"));
        }
    }

    @Override
    public void close() {
        server.close();
        http.close();
        publisher.close();
        memory.close();
        try (var files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Throws while the store is away.
    static void present(boolean away) {
        if (away) {
            throw new StoreException.Unavailable("the store's file is gone");
        }
    }
}
