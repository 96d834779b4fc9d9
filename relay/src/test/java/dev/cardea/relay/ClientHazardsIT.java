package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Clients that leave, dawdle, or are too many, by real sockets.
@ExtendWith(LeakGuard.class)
class ClientHazardsIT {
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String STREAM = "{\"model\":\"m\",\"stream\":true,\"messages\":[]}";
    private static final String OK = ScriptedUpstream.json(200, "{\"model\":\"m\"}");

    @Test
    void clientThatLeavesMidStreamCancelsTheUpstreamAndIsSettled() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(Events.HEAD).chunk(Events.delta("twelve bytes"));
                            if (wire.closed()) {
                                cancelled.countDown();
                            }
                        });
                var gateway = TestGateway.to(upstream)) {
            var client = gateway.connect();
            client.send(TestGateway.post("/v1/chat/completions", STREAM));
            client.readHead();
            client.readChunk();

            client.close();

            assertThat(cancelled.await(1, TimeUnit.SECONDS)).isTrue();
            CallRecord record = gateway.record();
            assertThat(record.outcome()).isEqualTo(Outcome.CLIENT_GONE);
            assertThat(record.usage().estimated()).isTrue();
            assertThat(record.usage().output()).isEqualTo(3);
            assertThat(record.streamed()).isTrue();
            assertThat(record.modelAnswered()).isEqualTo("m-1");
        }
    }

    @Test
    void clientThatDoesntReadStopsTheUpstreamInsteadOfFillingMemory() throws Exception {
        AtomicInteger chunks = new AtomicInteger();
        String chunk = "data: " + "x".repeat(64 << 10) + "\n\n";
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(Events.HEAD);
                            for (int i = 0; i < 2000; i++) {
                                wire.chunk(chunk);
                                chunks.incrementAndGet();
                            }
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", STREAM));
            client.readHead();
            int before = -1;
            while (before != chunks.get()) {
                before = chunks.get();
                GatewayIT.sleep(300);
            }
            // What is under way sits in the kernel's buffers on both sides.
            assertThat(before).isLessThan(1000);
            assertThat(client.readByte()).isPositive();
            client.close();
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.CLIENT_GONE);
        }
    }

    @Test
    void manyClientsThatLeaveAtOnceLeaveNothingBehind() throws Exception {
        int many = 1000;
        AtomicInteger open = new AtomicInteger();
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(Events.HEAD).chunk(Events.delta("a"));
                            open.incrementAndGet();
                            wire.closed();
                            open.decrementAndGet();
                        });
                var gateway = TestGateway.to(upstream)) {
            List<Wire> clients = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                Wire client = gateway.connect();
                client.send(TestGateway.post("/v1/chat/completions", STREAM));
                clients.add(client);
            }
            TestGateway.await(() -> open.get() == many, "all streams, found " + open);

            for (Wire client : clients) {
                client.close();
            }

            TestGateway.await(() -> open.get() == 0, "all upstream connections to end");
            assertThat(gateway.records(many))
                    .hasSize(many)
                    .allMatch(r -> r.outcome() == Outcome.CLIENT_GONE);
            TestGateway.await(() -> gateway.gateway().connections() == 0, "no connections");
        }
    }

    @Test
    void slowSenderIsCut() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> OK);
                var gateway =
                        TestGateway.to(
                                upstream,
                                s ->
                                        s.withTimeouts(
                                                Timeouts.DEFAULT.withClient(
                                                        Duration.ofMillis(400),
                                                        Duration.ofSeconds(5),
                                                        Duration.ofMillis(300))));
                var client = gateway.connect();
                var mute = gateway.connect()) {
            String request = TestGateway.post("/v1/chat/completions", ASK);
            client.send(request.substring(0, request.length() - 3));
            mute.send("POST /v1/chat");

            assertThat(client.read().status()).isEqualTo(408);
            assertThat(client.closed()).isTrue();
            assertThat(mute.read().status()).isEqualTo(408);
            assertThat(gateway.records(2)).allMatch(r -> r.reason().equals("REQUEST_TIMEOUT"));
        }
    }

    @Test
    void connectionsBeyondTheLimitAreTold() throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> OK);
                var gateway =
                        TestGateway.to(
                                upstream, s -> s.withLimits(Limits.DEFAULT.withConnections(1)));
                var first = gateway.connect()) {
            first.send(TestGateway.post("/v1/chat/completions", ASK));
            assertThat(first.read().status()).isEqualTo(200);
            try (var second = gateway.connect()) {
                second.send(TestGateway.post("/v1/chat/completions", ASK));
                Wire.Message answer = second.read();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.field("x-cardea-reason")).isEqualTo("GATEWAY_OVERLOADED");
                assertThat(answer.field("retry-after")).isEqualTo("1");
                assertThat(second.closed()).isTrue();
            }
        }
    }
}
