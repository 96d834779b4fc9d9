package dev.cardea.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Dialect;
import dev.cardea.model.Environment;
import dev.cardea.model.Outcome;
import dev.cardea.relay.http.ClientTls;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.HttpLimits;
import dev.cardea.relay.http.LastPart;
import dev.cardea.relay.http.RequestHead;
import dev.cardea.relay.http.ResponseHead;
import dev.cardea.relay.http.ServerPipeline;
import dev.cardea.relay.http.ServerTls;
import dev.cardea.relay.http.TestCertificate;
import dev.cardea.relay.http.Ticks;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@ExtendWith(LeakGuard.class)
class GatewayTlsIT {
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String COMPLETION =
            """
            {"id":"x","model":"m-2026","choices":[{"message":{"content":"hi"}}],\
            "usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}\
            """;

    private static UnaryOperator<RelayConfig> listeningWith(TestCertificate certificate) {
        return plain ->
                RelayConfig.of(
                                plain.node(),
                                plain.publicUrl(),
                                List.of(
                                        new Listener(
                                                new InetSocketAddress(
                                                        InetAddress.getLoopbackAddress(), 0),
                                                Environment.LIVE,
                                                Optional.of(
                                                        new Listener.Tls(
                                                                certificate.certificate(),
                                                                certificate.key())))))
                        .withEventLoops(1);
    }

    private static HttpRequest ask(String scheme, int port, HttpClient.Version version) {
        return HttpRequest.newBuilder(
                        URI.create(scheme + "://localhost:" + port + "/v1/chat/completions"))
                .version(version)
                .timeout(Duration.ofSeconds(10))
                .header("authorization", "Bearer " + TestGateway.KEY)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ASK))
                .build();
    }

    @Test
    void servesBothProtocolsOverTls(@TempDir Path directory) throws Exception {
        TestCertificate certificate = TestCertificate.in(directory, "gateway");
        try (var upstream =
                        ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, COMPLETION));
                var gateway = TestGateway.to(upstream, listeningWith(certificate));
                HttpClient client = certificate.client()) {
            for (HttpClient.Version version : HttpClient.Version.values()) {
                if (!version.name().equals("HTTP_3")) {
                    HttpResponse<String> answer =
                            client.send(
                                    ask("https", gateway.port(), version),
                                    HttpResponse.BodyHandlers.ofString());
                    assertThat(answer.version()).isEqualTo(version);
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body()).isEqualTo(COMPLETION);
                }
            }
            List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                asked.add(
                        client.sendAsync(
                                ask("https", gateway.port(), HttpClient.Version.HTTP_2),
                                HttpResponse.BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> answer : asked) {
                assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo(COMPLETION);
            }
            assertThat(gateway.records(22))
                    .hasSize(22)
                    .allMatch(call -> call.outcome() == Outcome.COMPLETED);
        }
    }

    @Test
    void providerThatSpeaksHttp2GetsAStreamForEachCall(@TempDir Path directory) throws Exception {
        TestCertificate certificate = TestCertificate.in(directory, "provider");
        try (var tls =
                        ServerTls.of(
                                certificate.certificate(),
                                certificate.key(),
                                Duration.ofMinutes(1));
                var provider = new Provider(tls);
                var gateway =
                        TestGateway.trusting(
                                ClientTls.trusting(Optional.of(certificate.certificate())),
                                settings -> settings,
                                TestGateway.provider(
                                        "up",
                                        Dialect.OPENAI,
                                        "https://localhost:" + provider.port() + "/v1"));
                HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> answer =
                        client.send(
                                ask("http", gateway.port(), HttpClient.Version.HTTP_1_1),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(answer.body()).isEqualTo(COMPLETION);
            }
            assertThat(provider.asked)
                    .hasSize(5)
                    .allMatch(asked ->
                            asked.equals(
                                    "POST /v1/chat/completions HTTP/2 Bearer provider-secret"));
            assertThat(provider.connections).hasSize(1);
            List<CallRecord> records = gateway.records(5);
            assertThat(records).allMatch(call -> call.usage().input() == 7);
        }
    }

    @Test
    void providerWhoseCertificateIsNotTrustedIsUnreachable(@TempDir Path directory)
            throws Exception {
        TestCertificate certificate = TestCertificate.in(directory, "provider");
        try (var log = new Warnings();
                var tls =
                        ServerTls.of(
                                certificate.certificate(),
                                certificate.key(),
                                Duration.ofMinutes(1));
                var provider = new Provider(tls);
                var gateway =
                        TestGateway.with(
                                settings -> settings,
                                TestGateway.provider(
                                        "up",
                                        Dialect.OPENAI,
                                        "https://localhost:" + provider.port() + "/v1"));
                HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer =
                        client.send(
                                ask("http", gateway.port(), HttpClient.Version.HTTP_1_1),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(502);
                assertThat(answer.body()).contains("UPSTREAM_UNREACHABLE");
            }
            assertThat(provider.asked).isEmpty();
            assertThat(log.events)
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.getThrowableProxy()).isNull();
                        assertThat(it.getFormattedMessage())
                                .startsWith(
                                        "the TLS handshake with localhost:%d failed: "
                                                .formatted(provider.port()))
                                .contains("certification path");
                    });
        }
    }

    /// What is logged that somebody should look at.
    private static final class Warnings extends AppenderBase<ILoggingEvent>
            implements AutoCloseable {
        final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
        private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

        Warnings() {
            start();
            root.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                events.add(event);
            }
        }

        @Override
        public void close() {
            root.detachAppender(this);
        }
    }

    /// A provider over TLS that completes whatever it is asked.
    private static final class Provider implements AutoCloseable {
        final Queue<String> asked = new ConcurrentLinkedQueue<>();
        final Set<Channel> connections = ConcurrentHashMap.newKeySet();
        private final EventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        private final Channel listening;

        Provider(ServerTls tls) {
            listening =
                    new ServerBootstrap()
                            .group(loops)
                            .channel(NioServerSocketChannel.class)
                            .childHandler(
                                    ServerPipeline.tls(
                                            HttpLimits.STANDARD,
                                            _ -> new Ticks(),
                                            tls,
                                            _ -> new Completing()))
                            .bind(InetAddress.getLoopbackAddress(), 0)
                            .syncUninterruptibly()
                            .channel();
        }

        int port() {
            return ((InetSocketAddress) listening.localAddress()).getPort();
        }

        @Override
        public void close() {
            listening.close().syncUninterruptibly();
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }

        private final class Completing extends ChannelInboundHandlerAdapter {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                if (message instanceof RequestHead head) {
                    connections.add(ctx.channel().parent());
                    asked.add(head + " " + head.fields().first("authorization"));
                } else if (message instanceof LastPart) {
                    byte[] bytes = COMPLETION.getBytes(UTF_8);
                    Fields fields = new Fields().add("content-type", "application/json");
                    ctx.write(ResponseHead.of(200, fields, bytes.length));
                    ctx.write(Unpooled.wrappedBuffer(bytes));
                    ctx.writeAndFlush(LastPart.END);
                } else {
                    ReferenceCountUtil.release(message);
                }
            }
        }
    }
}
