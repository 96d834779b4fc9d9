package dev.cardea.relay.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/// TLS towards providers: certificates and host names verified, HTTP/2 preferred.
public final class ClientTls {
    private final SslContext context;
    private final Map<String, SslContext> others;

    private ClientTls(SslContext context, Map<String, SslContext> others) {
        this.context = context;
        this.others = others;
    }

    /// @param authorities PEM file of the authorities to trust in place of the JDK's
    /// @throws IllegalStateException when the file can't be used
    public static ClientTls trusting(Optional<Path> authorities) {
        try {
            SslContextBuilder builder = builder();
            authorities.ifPresent(file -> builder.trustManager(file.toFile()));
            return new ClientTls(builder.build(), Map.of());
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "can't use the authorities " + authorities.map(Path::toString).orElse(""), e);
        }
    }

    /// The JDK's authorities, but for certain places.
    ///
    /// @param authorities whom to trust there instead, by `host:port` in lower case
    public static ClientTls of(Map<String, TrustManagerFactory> authorities) {
        try {
            Map<String, SslContext> others = new HashMap<>();
            for (var it : authorities.entrySet()) {
                others.put(it.getKey(), builder().trustManager(it.getValue()).build());
            }
            return new ClientTls(builder().build(), Map.copyOf(others));
        } catch (SSLException e) {
            throw new IllegalStateException("can't use the authorities", e);
        }
    }

    private static SslContextBuilder builder() {
        return SslContextBuilder.forClient()
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .endpointIdentificationAlgorithm("HTTPS")
                .applicationProtocolConfig(
                        ServerTls.protocols(
                                ApplicationProtocolNames.HTTP_2,
                                ApplicationProtocolNames.HTTP_1_1));
    }

    /// The handler to be put first into the pipeline of a new connection.
    public SslHandler newHandler(
            ByteBufAllocator allocator, String host, int port, Duration handshake) {
        SslContext there =
                others.isEmpty()
                        ? context
                        : others.getOrDefault(host.toLowerCase(Locale.ROOT) + ":" + port, context);
        SslHandler handler = there.newHandler(allocator, host, port);
        handler.setHandshakeTimeoutMillis(handshake.toMillis());
        return handler;
    }

    /// Whether the handshake that is over chose HTTP/2: then make the connection an [Http2Upstream].
    public static boolean choseHttp2(SslHandler handler) {
        return ApplicationProtocolNames.HTTP_2.equals(handler.applicationProtocol());
    }
}
