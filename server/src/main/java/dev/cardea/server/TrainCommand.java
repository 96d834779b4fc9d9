package dev.cardea.server;

import dev.cardea.server.cli.ExitCode;
import dev.cardea.server.cli.Settings;
import dev.cardea.server.config.Configuration;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `cardea train`: starts on free ports, makes a few calls and ends, twice in the same home; the
/// build records what that loaded, so that later starts have it ready.
@Command(
        name = "train",
        hidden = true,
        description = "Start, make a few calls and end, for the build to learn from.")
public final class TrainCommand implements Callable<Integer> {
    private static final int ROUNDS = 300;

    @Mixin private Settings settings;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = settings.read().onFreePorts();
        String key;
        try (Cardea cardea = Cardea.start(configuration);
                HttpClient http = HttpClient.newHttpClient()) {
            key = cardea.firstKeys().orElseThrow().secret().reveal();
            calls(http, cardea, key);
            String adminKey = cardea.firstKeys().orElseThrow().management().reveal();
            for (String path : List.of("/admin/v1/status", "/admin/v1/keys", "/admin/v1/calls")) {
                read(http, cardea.admin(), path, adminKey);
            }
        }
        try (Cardea cardea = Cardea.start(configuration);
                HttpClient http = HttpClient.newHttpClient()) {
            calls(http, cardea, key);
        }
        return ExitCode.OK;
    }

    private static void calls(HttpClient http, Cardea cardea, String key) throws Exception {
        InetSocketAddress at = cardea.dataPlane().getFirst();
        for (int i = 0; i < ROUNDS; i++) {
            String body =
                    """
                    {"model":"echo","stream":%s,"messages":[{"role":"user","content":"hello"}]}\
                    """
                            .formatted(i % 2 == 0);
            post(http, at, "/v1/chat/completions", key, body);
            post(http, at, "/v1/messages", key, body);
        }
        post(http, at, "/v1/chat/completions", "wrong", "{}");
    }

    private static void post(
            HttpClient http, InetSocketAddress at, String path, String key, String body)
            throws Exception {
        http.send(
                HttpRequest.newBuilder(uri(at, path))
                        .header("authorization", "Bearer " + key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private static void read(HttpClient http, InetSocketAddress at, String path, String key)
            throws Exception {
        http.send(
                HttpRequest.newBuilder(uri(at, path))
                        .header("authorization", "Bearer " + key)
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private static URI uri(InetSocketAddress at, String path) {
        return URI.create("http://127.0.0.1:" + at.getPort() + path);
    }
}
