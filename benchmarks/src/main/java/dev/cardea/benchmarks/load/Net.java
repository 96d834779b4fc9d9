package dev.cardea.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/// Small network errands of a run, all on loopback.
final class Net {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    private Net() {}

    /// A port that nobody listens on now.
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The text behind an address.
    static String fetch(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build())
                .body();
    }

    /// Posts an ask once; the status of the answer, 0 when nobody answered.
    static int status(String url, String key, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(10))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return send(request).statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /// Waits until an ask is answered with 200.
    ///
    /// @throws IllegalStateException when it isn't in time
    static void awaitReady(Contender contender, Ask ask, Duration atMost, Path log) {
        long end = System.nanoTime() + atMost.toNanos();
        int status = 0;
        while (System.nanoTime() < end && contender.process().isAlive()) {
            status = status(contender.url(ask), contender.key(), ask.body());
            if (status == 200) {
                return;
            }
            pause(20);
        }
        throw new IllegalStateException(
                "%s didn't answer %s with 200 within %d s, but with %d; see %s"
                        .formatted(contender, ask, atMost.toSeconds(), status, log));
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
