package dev.cardea.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Bodies that are longer than is held, or than is taken.
@ExtendWith(LeakGuard.class)
class LargeBodyIT {
    private static final String OK = ScriptedUpstream.json(200, "{\"model\":\"m\"}");

    @Test
    void bodyOf32MegabytesStreamsThrough() throws Exception {
        long[] seen = {0};
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            Wire.Message request = wire.read();
                            seen[0] = request.body().length;
                            wire.send(OK);
                            wire.read();
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            byte[] padding = new byte[(32 << 20) - 60];
            java.util.Arrays.fill(padding, (byte) 'x');
            byte[] head = "{\"model\":\"up/m\",\"stream\":false,\"pad\":\"".getBytes(UTF_8);
            client.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nx-api-key: %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(TestGateway.KEY, head.length + padding.length + 2));
            client.send(head).send(padding).send("\"}");

            assertThat(client.read().status()).isEqualTo(200);

            assertThat(seen[0]).isEqualTo(head.length + padding.length + 2 - 3);
            assertThat(gateway.record().bytesIn()).isEqualTo(head.length + padding.length + 2);
        }
    }

    @Test
    void secondModelBehindAMegabyteAbortsTheUpstream() throws Exception {
        CountDownLatch aborted = new CountDownLatch(1);
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            try {
                                wire.read();
                            } catch (java.io.IOException e) {
                                aborted.countDown();
                            }
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            String body =
                    "{\"model\":\"m\",\"pad\":\"" + "x".repeat(3 << 20) + "\",\"model\":\"n\"}";
            client.send(TestGateway.post("/v1/chat/completions", body));

            assertThat(client.read().status()).isEqualTo(400);
            assertThat(aborted.await(2, TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.record().reason()).isEqualTo("REQUEST_MALFORMED");
        }
    }

    @Test
    void bodyBeyondTheLimitIsRefused() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> OK);
                var gateway =
                        TestGateway.to(
                                upstream, s -> s.withLimits(Limits.DEFAULT.withBodyBytes(1000)));
                var client = gateway.connect()) {
            String body = "{\"model\":\"m\",\"pad\":\"" + "x".repeat(2000) + "\"}";
            client.send(TestGateway.post("/v1/chat/completions", body));

            assertThat(client.read().status()).isEqualTo(413);
            assertThat(gateway.record().reason()).isEqualTo("BODY_TOO_LARGE");
        }
    }

    @Test
    void bodiesBeyondTheBudgetStreamAndCostNoMemory() throws Exception {
        AtomicInteger served = new AtomicInteger();
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            while (wire.read() != null) {
                                served.incrementAndGet();
                                wire.send(OK);
                            }
                        });
                var gateway =
                        TestGateway.to(
                                upstream,
                                s -> s.withLimits(Limits.DEFAULT.withHeldBytes(256 << 10)))) {
            String body = "{\"model\":\"m\",\"pad\":\"" + "x".repeat(900 << 10) + "\"}";
            String request = TestGateway.post("/v1/chat/completions", body);
            List<Thread> clients = new ArrayList<>();
            AtomicInteger good = new AtomicInteger();
            for (int i = 0; i < 20; i++) {
                clients.add(
                        Thread.ofVirtual()
                                .start(() -> {
                                    try (var client = gateway.connect()) {
                                        client.send(request);
                                        if (client.read().status() == 200) {
                                            good.incrementAndGet();
                                        }
                                    } catch (java.io.IOException e) {
                                        throw new java.io.UncheckedIOException(e);
                                    }
                                }));
            }
            for (Thread client : clients) {
                client.join(Duration.ofSeconds(20));
            }
            assertThat(good).hasValue(20);
            assertThat(served).hasValue(20);
            assertThat(gateway.records(20)).allMatch(r -> r.outcome() == Outcome.COMPLETED);
            assertThat(gateway.gateway().heldBytes()).isZero();
        }
    }
}
