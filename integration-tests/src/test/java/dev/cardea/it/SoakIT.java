package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Four minutes of everything that could make a gateway's memory grow: whole calls, streams, clients
/// that leave, clients that read slowly, big bodies, refusals. What the process holds (heap, direct
/// and native memory alike) in the last minute is what it held in the second, but for a tenth.
@Tag("long")
class SoakIT {
    private static final int SECONDS = 240;
    private static final int WARM_FROM = 60;
    private static final int WARM_UNTIL = 120;
    private static final int LAST_FROM = 180;
    private static final Duration PAUSE = Duration.ofMillis(4);

    @TempDir Path folder;

    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /// One client's endless work.
    private interface Turn {
        void take() throws IOException, InterruptedException;
    }

    @Test
    void memoryStaysWhatItWas() throws Exception {
        var gateway = new GatewayProcess(folder, List.of("-XX:+UseSerialGC", "-Xmn48m"));
        Process process = gateway.start();
        List<Thread> clients = new ArrayList<>();
        List<Long> kilobytes = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < 6; i++) {
                clients.add(repeat(() -> call(http, gateway, chat(false, 100), 200)));
                clients.add(repeat(() -> call(http, gateway, chat(true, 2_000), 200)));
            }
            clients.add(repeat(() -> call(http, gateway, chat(false, 2_000_000), 200)));
            clients.add(repeat(() -> call(http, gateway, "{\"model\":\"nobody-has-it\"}", 404)));
            clients.add(repeat(() -> leave(gateway)));
            clients.add(repeat(() -> leave(gateway)));
            clients.add(repeat(() -> readSlowly(gateway)));
            for (int second = 0; second < SECONDS; second++) {
                Thread.sleep(1_000);
                kilobytes.add(resident(process.pid()));
            }
            clients.forEach(Thread::interrupt);
            for (Thread client : clients) {
                client.join();
            }
        } finally {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(failure.get()).isNull();
        assertThat(done.get()).as("turns taken").isGreaterThan(SECONDS * 30L);
        double before = median(kilobytes.subList(WARM_FROM, WARM_UNTIL));
        double last = median(kilobytes.subList(LAST_FROM, SECONDS));
        assertThat(last / before)
                .as("memory of the last minute to that of the second; kB: %s", kilobytes)
                .isLessThanOrEqualTo(1.1);
    }

    private Thread repeat(Turn turn) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        while (failure.get() == null) {
                            turn.take();
                            done.incrementAndGet();
                            Thread.sleep(PAUSE);
                        }
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    } catch (IOException | AssertionError e) {
                        if (!Thread.currentThread().isInterrupted()) {
                            failure.compareAndSet(null, e);
                        }
                    }
                });
    }

    private static String chat(boolean stream, int length) {
        return "{\"model\":\"echo\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(stream, "word ".repeat(length / 5));
    }

    private static void call(HttpClient http, GatewayProcess gateway, String body, int wanted)
            throws IOException, InterruptedException {
        HttpResponse<Void> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(gateway.dataPlane() + "/v1/chat/completions"))
                                .header("authorization", "Bearer " + gateway.key())
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(wanted);
    }

    /// Asks for a stream and leaves after its first bytes.
    private static void leave(GatewayProcess gateway) throws IOException {
        try (Socket socket = ask(gateway, chat(true, 50_000))) {
            assertThat(socket.getInputStream().readNBytes(300)).isNotEmpty();
        }
    }

    /// Asks for a stream and takes four seconds for its first 400 bytes.
    private static void readSlowly(GatewayProcess gateway)
            throws IOException, InterruptedException {
        try (Socket socket = ask(gateway, chat(true, 500_000))) {
            InputStream in = socket.getInputStream();
            for (int i = 0; i < 400; i++) {
                assertThat(in.read()).isNotNegative();
                Thread.sleep(10);
            }
        }
    }

    private static Socket ask(GatewayProcess gateway, String body) throws IOException {
        URI address = URI.create(gateway.dataPlane());
        Socket socket = new Socket(address.getHost(), address.getPort());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream()
                .write(
                        "POST /v1/chat/completions HTTP/1.1\r\nHost: cardea\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
                                .formatted(gateway.key(), bytes.length)
                                .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        return socket;
    }

    /// What a process has in memory, in kB.
    private static long resident(long pid) throws IOException, InterruptedException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (Files.exists(status)) {
            try (Stream<String> lines = Files.lines(status)) {
                return lines.filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow();
            }
        }
        Process ps =
                new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        ps.waitFor();
        return Long.parseLong(said.strip());
    }

    private static double median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
