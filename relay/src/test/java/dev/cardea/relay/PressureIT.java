package dev.cardea.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Outcome;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Much at once, and slowly: memory stays what it is, and nobody is cut for another's pace.
@ExtendWith(LeakGuard.class)
class PressureIT {
    private static final int MANY = 1000;
    private static final int BODY = 32 << 20;
    private static final int SOCKET_BUFFER = 64 << 10;
    private static final long MOST_MEMORY = 400L << 20;

    @Test
    void aThousandBodiesOf32MegabytesAreNeverInMemoryTogether() throws Exception {
        byte[] head = "{\"model\":\"m\",\"pad\":\"".getBytes(US_ASCII);
        pressed(head, "\"}".getBytes(US_ASCII), List.of(200), MANY);
    }

    @Test
    void aThousandBodiesThatNameTheirModelLastStayWithinTheBudget() throws Exception {
        byte[] head = "{\"pad\":\"".getBytes(US_ASCII);
        byte[] tail = "\",\"model\":\"m\"}".getBytes(US_ASCII);
        // Whose body is whole before the budget is used up is served.
        pressed(head, tail, List.of(503, 200), 0);
    }

    /// Sends the bodies as far as they are taken while the provider reads none, looks at the memory,
    /// and then lets some of them come to their end.
    ///
    /// @param statuses what the clients which go on get; the first of them at least once
    /// @param upstreams how many calls have to reach the provider
    private static void pressed(byte[] head, byte[] tail, List<Integer> statuses, int upstreams)
            throws Exception {
        try (var upstream = new Reluctant();
                var gateway =
                        TestGateway.with(
                                s -> s.withLimits(Limits.DEFAULT.withHeldBytes(64 << 20)),
                                TestGateway.provider(
                                        "up",
                                        dev.cardea.model.Dialect.OPENAI,
                                        "http://127.0.0.1:" + upstream.port() + "/v1"))) {
            List<Sender> senders = new ArrayList<>();
            try {
                for (int i = 0; i < MANY; i++) {
                    senders.add(new Sender(gateway.port(), head, tail));
                }
                long before = memory();
                int quiet = 0;
                while (quiet < 10) {
                    quiet = senders.stream().filter(Sender::push).count() > 0 ? 0 : quiet + 1;
                    GatewayIT.sleep(50);
                    assertThat(gateway.gateway().heldBytes()).isLessThanOrEqualTo(64 << 20);
                    assertThat(memory() - before).isLessThan(MOST_MEMORY);
                }
                TestGateway.await(
                        () -> upstream.connections.get() >= upstreams,
                        upstreams + " calls upstream, found " + upstream.connections);

                upstream.willing.countDown();
                List<Integer> answered = new ArrayList<>();
                for (Sender sender : senders.subList(0, 8)) {
                    answered.add(Integer.parseInt(sender.finish().substring(9, 12)));
                }
                assertThat(answered).isSubsetOf(statuses).contains(statuses.getFirst());
            } finally {
                for (Sender sender : senders) {
                    sender.close();
                }
            }
            TestGateway.await(() -> gateway.gateway().connections() == 0, "no connections");
            assertThat(gateway.records(MANY)).hasSize(MANY);
            assertThat(gateway.gateway().heldBytes()).isZero();
        }
    }

    /// What the gateway's buffers take, used or kept for use.
    private static long memory() {
        var metric = PooledByteBufAllocator.DEFAULT.metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }

    @Test
    void aClientThatReadsAByteASecondGetsAllOfItsAnswer() throws Exception {
        String body = "{\"model\":\"m\",\"pad\":\"" + "x".repeat(8 << 20) + "\"}";
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, body));
                var gateway =
                        TestGateway.to(
                                upstream,
                                s ->
                                        s.withTimeouts(
                                                Timeouts.DEFAULT.withUpstream(
                                                        Duration.ofSeconds(1),
                                                        Duration.ofSeconds(1),
                                                        Duration.ofSeconds(1))));
                var client = gateway.connect()) {
            long before = memory();
            client.send(TestGateway.post("/v1/chat/completions", "{\"model\":\"m\"}"));
            client.readHead();
            for (int second = 0; second < 4; second++) {
                assertThat(client.readByte()).isPositive();
                GatewayIT.sleep(1000);
                assertThat(memory() - before).isLessThan(32L << 20);
            }
            int rest = 4;
            while (rest < body.length()) {
                client.readByte();
                rest++;
            }
            assertThat(gateway.record().outcome()).isEqualTo(Outcome.COMPLETED);
        }
    }

    @Test
    void aCompressedAnswerIsPassedAsItIsAndMeteredAllTheSame() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(
                    "{\"model\":\"m-1\",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2}}"
                            .getBytes(US_ASCII));
        }
        try (var upstream =
                        ScriptedUpstream.playing((wire, _) -> {
                            wire.read();
                            wire.send(
                                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                                            .formatted(packed.size()));
                            wire.send(packed.toByteArray());
                            wire.read();
                        });
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", "{\"model\":\"m\"}"));

            Wire.Message answer = client.read();

            assertThat(answer.field("content-encoding")).isEqualTo("gzip");
            assertThat(answer.body()).isEqualTo(packed.toByteArray());
            assertThat(gateway.record().usage().input()).isEqualTo(7);
            assertThat(gateway.record().usage().output()).isEqualTo(2);
            assertThat(gateway.record().modelAnswered()).isEqualTo("m-1");
        }
    }

    /// A client with a long body, which it sends as fast as it is taken.
    private static final class Sender implements AutoCloseable {
        private static final ByteBuffer PADDING = padding();

        private final SocketChannel channel;
        private final ByteBuffer head;
        private final ByteBuffer tail;
        private long padding;

        Sender(int port, byte[] head, byte[] tail) throws IOException {
            String fields =
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nx-api-key: %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(TestGateway.KEY, BODY);
            this.head = ByteBuffer.allocate(fields.length() + head.length);
            this.head.put(fields.getBytes(US_ASCII)).put(head).flip();
            this.tail = ByteBuffer.wrap(tail);
            padding = (long) BODY - head.length - tail.length;
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
        }

        private static ByteBuffer padding() {
            byte[] bytes = new byte[64 << 10];
            java.util.Arrays.fill(bytes, (byte) 'x');
            return ByteBuffer.wrap(bytes);
        }

        /// Whether any of it was taken; an answer that came early ends the sending.
        boolean push() {
            try {
                long before = padding + head.remaining();
                channel.write(head);
                while (!head.hasRemaining() && padding > 0) {
                    ByteBuffer part = PADDING.duplicate();
                    part.limit((int) Math.min(part.capacity(), padding));
                    int taken = channel.write(part);
                    padding -= taken;
                    if (taken == 0) {
                        break;
                    }
                }
                return before != padding + head.remaining();
            } catch (IOException e) {
                return false;
            }
        }

        /// Sends the rest and reads the first line of the answer.
        String finish() throws IOException {
            ByteBuffer answer = ByteBuffer.allocate(2048);
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            boolean over = false;
            while (!over && answer.position() == 0 && System.nanoTime() < until) {
                push();
                if (padding == 0 && tail.hasRemaining()) {
                    try {
                        channel.write(tail);
                    } catch (IOException e) {
                        over = true;
                    }
                }
                channel.read(answer);
            }
            return new String(answer.array(), 0, answer.position(), US_ASCII);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /// A provider that reads nothing of a body until it is willing, and then answers.
    private static final class Reluctant implements AutoCloseable {
        private final ServerSocket server = new ServerSocket();
        private final AtomicInteger connections = new AtomicInteger();
        private final CountDownLatch willing = new CountDownLatch(1);

        Reluctant() throws IOException {
            server.setReceiveBufferSize(SOCKET_BUFFER);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return server.getLocalPort();
        }

        private void accept() {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> answer(socket));
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void answer(Socket socket) {
            try (socket) {
                willing.await();
                var in = socket.getInputStream();
                byte[] part = new byte[64 << 10];
                long read = 0;
                int count;
                while (read < BODY && (count = in.read(part)) >= 0) {
                    read += count;
                }
                if (read >= BODY) {
                    socket.getOutputStream()
                            .write(ScriptedUpstream.json(200, "{}").getBytes(US_ASCII));
                }
            } catch (IOException e) {
                // The gateway gave up on this one, as it does when its client leaves.
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
