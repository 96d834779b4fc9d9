package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern KEY = Pattern.compile("cda_live_(sk|mk)_\\w+");
    private static final Pattern ADDRESS =
            Pattern.compile("(data plane|admin API) +(http://127\\.0\\.0\\.1:\\d+)");

    @TempDir Path folder;
    private final Map<String, String> facts = new ConcurrentHashMap<>();

    @Test
    void everyCallAnsweredASecondBeforeAKillIsInTheLogOnce() throws Exception {
        Set<String> owed = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            Process process = start();
            Map<String, Long> answered = load(1_600);
            long killed = System.nanoTime();
            process.destroyForcibly().waitFor();
            answered.forEach((id, at) -> {
                if (killed - at > TimeUnit.SECONDS.toNanos(1)) {
                    owed.add(id);
                }
            });
        }
        Process last = start();
        try {
            List<String> logged = logged();
            assertThat(owed).hasSizeGreaterThan(ROUNDS * 20);
            assertThat(logged).containsAll(owed).doesNotHaveDuplicates();
        } finally {
            last.destroy();
            assertThat(last.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Starts a gateway and reads what it says of itself; returns when it is up.
    private Process start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.cardea.server.Main",
                        "run");
        builder.environment()
                .putAll(
                        Map.of(
                                "CARDEA_HOME",
                                folder.resolve("home").toString(),
                                "CARDEA_LISTEN",
                                "127.0.0.1:0",
                                "CARDEA_ADMIN_LISTEN",
                                "127.0.0.1:0"));
        builder.directory(folder.toFile()).redirectErrorStream(true);
        Process process = builder.start();
        var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            Matcher key = KEY.matcher(line);
            if (key.find()) {
                facts.putIfAbsent(key.group(1), key.group());
            }
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                facts.put(address.group(1), address.group(2));
            }
            if (line.startsWith("Started in")) {
                return process;
            }
        }
        throw new AssertionError("the gateway did not start: " + said);
    }

    /// Calls from several clients for a while; the ids of the answers, with when they came.
    private Map<String, Long> load(long millis) throws InterruptedException {
        Map<String, Long> answered = new ConcurrentHashMap<>();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(facts.get("data plane") + "/v1/chat/completions"))
                        .header("authorization", "Bearer " + facts.get("sk"))
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
                                                        facts.get("admin API")
                                                                + "/admin/v1/calls?limit=200"
                                                                + cursor))
                                        .header("authorization", "Bearer " + facts.get("mk"))
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
