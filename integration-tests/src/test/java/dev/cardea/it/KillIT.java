package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A gateway in a process of its own, killed under load twenty times: every call that was answered
/// more than a second before is in the log afterwards, once.
class KillIT {
    private static final int ROUNDS = 20;
    private static final int CLIENTS = 4;
    private static final String CHAT =
            "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    @TempDir Path folder;
    private GatewayProcess gateway;

    @Test
    void everyCallAnsweredASecondBeforeAKillIsInTheLogOnce() throws Exception {
        gateway = new GatewayProcess(folder, List.of("-XX:TieredStopAtLevel=1"));
        Set<String> owed = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            Process process = gateway.start();
            Map<String, Long> answered = load(1_600);
            long killed = System.nanoTime();
            process.destroyForcibly().waitFor();
            answered.forEach((id, at) -> {
                if (killed - at > TimeUnit.SECONDS.toNanos(1)) {
                    owed.add(id);
                }
            });
        }
        Process last = gateway.start();
        try {
            List<String> logged = logged();
            assertThat(owed).hasSizeGreaterThan(ROUNDS * 20);
            assertThat(logged).containsAll(owed).doesNotHaveDuplicates();
        } finally {
            last.destroy();
            assertThat(last.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Calls from several clients for a while; the ids of the answers, with when they came.
    private Map<String, Long> load(long millis) throws InterruptedException {
        Map<String, Long> answered = new ConcurrentHashMap<>();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(gateway.dataPlane() + "/v1/chat/completions"))
                        .header("authorization", "Bearer " + gateway.key())
                        .POST(HttpRequest.BodyPublishers.ofString(CHAT))
                        .build();
        List<Thread> clients = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(
                        Thread.ofVirtual()
                                .start(() -> {
                                    while (System.nanoTime() < until) {
                                        call(http, request, answered);
                                    }
                                }));
            }
            for (Thread client : clients) {
                client.join();
            }
        }
        return answered;
    }

    private static void call(HttpClient http, HttpRequest request, Map<String, Long> answered) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                answered.put(
                        answer.headers().firstValue("x-request-id").orElseThrow(),
                        System.nanoTime());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The ids of all calls in the log.
    private List<String> logged() throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (true) {
                HttpResponse<String> page =
                        http.send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        gateway.admin()
                                                                + "/admin/v1/calls?limit=200"
                                                                + cursor))
                                        .header(
                                                "authorization",
                                                "Bearer " + gateway.managementKey())
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
                JsonNode body = RunningCardea.JSON.readTree(page.body());
                body.path("items").forEach(item -> ids.add(item.path("id").asString()));
                if (!body.path("next_cursor").isString()) {
                    return ids;
                }
                cursor = "&cursor=" + body.path("next_cursor").asString();
            }
        }
    }
}
