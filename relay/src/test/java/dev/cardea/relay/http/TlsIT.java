package dev.cardea.relay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
    @TempDir static Path directory;
    private static TestCertificate first;
    private static TestCertificate second;

    @BeforeAll
    static void makeCertificates() {
        first = TestCertificate.in(directory, "first");
        second = TestCertificate.in(directory, "second");
    }

    private static HttpResponse<String> post(
            HttpClient client, TestServer server, HttpClient.Version version) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/p?q=1"))
                        .version(version)
                        .timeout(Duration.ofSeconds(10))
                        .POST(HttpRequest.BodyPublishers.ofString("a".repeat(100_000)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void clientChoosesTheProtocol() throws Exception {
        try (ServerTls tls = ServerTls.of(first.certificate(), first.key(), Duration.ofMinutes(1));
                TestServer server = TestServer.tls(tls);
                HttpClient client = first.client()) {
            HttpResponse<String> two = post(client, server, HttpClient.Version.HTTP_2);
            assertThat(two.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(two.body()).isEqualTo("POST /p HTTP/2\n" + "a".repeat(100_000) + "[]");
            HttpResponse<String> one = post(client, server, HttpClient.Version.HTTP_1_1);
            assertThat(one.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(one.body()).startsWith("POST /p HTTP/1.1\naaa");
        }
    }

    @Test
    void changedFilesAreReadAgainAndBadOnesAreNot() throws Exception {
        Path certificate = Files.copy(first.certificate(), directory.resolve("used.crt"));
        Path key = Files.copy(first.key(), directory.resolve("used.key"));
        try (ServerTls tls = ServerTls.of(certificate, key, Duration.ofMinutes(1));
                TestServer server = TestServer.tls(tls)) {
            assertThat(served(server, first)).isEqualTo("CN=first");
            Files.writeString(certificate, "rubbish");
            tls.look();
            assertThat(served(server, first)).isEqualTo("CN=first");
            Files.copy(second.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(second.key(), key, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(key, FileTime.fromMillis(1_000_000_000_000L));
            tls.look();
            assertThat(served(server, second)).isEqualTo("CN=second");
        }
    }

    private static String served(TestServer server, TestCertificate trusted) throws Exception {
        try (HttpClient client = trusted.client()) {
            X509Certificate peer =
                    (X509Certificate)
                            post(client, server, HttpClient.Version.HTTP_1_1)
                                    .sslSession()
                                    .orElseThrow()
                                    .getPeerCertificates()[0];
            return peer.getSubjectX500Principal().getName();
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamed() {
        assertThatThrownBy(() ->
                        ServerTls.of(first.certificate(), second.key(), Duration.ofMinutes(1)))
                .isInstanceOf(ServerTls.UnusableCertificate.class)
                .hasMessageContaining("first.crt");
        assertThatThrownBy(() ->
                        ServerTls.of(directory.resolve("none"), first.key(), Duration.ofMinutes(1)))
                .isInstanceOf(ServerTls.UnusableCertificate.class);
    }

    @Test
    void upstreamStreamsCarryRequestsSideBySide() throws Exception {
        try (ServerTls tls = ServerTls.of(first.certificate(), first.key(), Duration.ofMinutes(1));
                TestServer server = TestServer.tls(tls)) {
            Http2Upstream upstream = connect(server, first, "localhost").get(10, TimeUnit.SECONDS);
            CompletableFuture<String> posted =
                    call(
                            upstream,
                            RequestHead.of("POST", "/a", host(), RequestHead.UNKNOWN),
                            "body");
            CompletableFuture<String> large =
                    call(upstream, RequestHead.of("GET", "/long", host(), 0), "");
            assertThat(posted.get(10, TimeUnit.SECONDS))
                    .isEqualTo(
                            "200 [content-type=text/plain, content-length=21]POST /a HTTP/2\nbody[][]");
            assertThat(large.get(10, TimeUnit.SECONDS))
                    .hasSize("200 [content-type=text/plain][x-sum=300000]".length() + 300_000)
                    .endsWith("x[x-sum=300000]");
            assertThat(upstream.open()).isTrue();
            upstream.close();
        }
    }

    @Test
    void certificateOfAnotherHostIsRefused() throws Exception {
        try (ServerTls tls = ServerTls.of(first.certificate(), first.key(), Duration.ofMinutes(1));
                TestServer server = TestServer.tls(tls)) {
            assertThat(connect(server, first, "example.org"))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withMessageContaining("SSL");
            assertThat(connect(server, second, "localhost")).failsWithin(Duration.ofSeconds(10));
        }
    }

    private static Fields host() {
        return new Fields().add("host", "localhost");
    }

    private static CompletableFuture<Http2Upstream> connect(
            TestServer server, TestCertificate trusted, String name) {
        var result = new CompletableFuture<Http2Upstream>();
        ClientTls tls = ClientTls.trusting(Optional.of(trusted.certificate()));
        new Bootstrap()
                .group(server.loops)
                .channel(NioSocketChannel.class)
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                SslHandler handler =
                                        tls.newHandler(
                                                channel.alloc(), name, 443, Duration.ofSeconds(5));
                                channel.pipeline().addLast(handler);
                                handler.handshakeFuture()
                                        .addListener(shaken -> {
                                            if (shaken.isSuccess()
                                                    && ClientTls.choseHttp2(handler)) {
                                                result.complete(
                                                        Http2Upstream.on(
                                                                channel,
                                                                HttpLimits.STANDARD,
                                                                new Ticks()));
                                            } else {
                                                result.completeExceptionally(
                                                        new IOException("SSL", shaken.cause()));
                                                channel.close();
                                            }
                                        });
                            }
                        })
                .connect("127.0.0.1", server.port());
        return result;
    }

    private static CompletableFuture<String> call(
            Http2Upstream upstream, RequestHead head, String body) {
        var result = new CompletableFuture<String>();
        upstream.channel()
                .eventLoop()
                .execute(() ->
                        upstream.request((_, _) -> new Caller(result))
                                .addListener(opened -> {
                                    Channel stream = (Channel) opened.getNow();
                                    stream.write(head);
                                    stream.write(
                                            Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
                                    stream.writeAndFlush(LastPart.END);
                                }));
        return result;
    }

    private static final class Caller extends ChannelInboundHandlerAdapter {
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<String> result;

        Caller(CompletableFuture<String> result) {
            this.result = result;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            switch (message) {
                case ResponseHead head ->
                        text.append(head.status()).append(' ').append(Wire.describe(head.fields()));
                case ByteBuf data -> text.append(Wire.text(data));
                case LastPart last -> result.complete(text + Wire.describe(last.trailers()));
                default -> result.completeExceptionally(new IOException(message.toString()));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            result.completeExceptionally(new IOException("cut"));
        }
    }
}
