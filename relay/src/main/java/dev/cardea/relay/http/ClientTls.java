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
import java.util.Optional;
import javax.net.ssl.SSLException;

/// TLS towards providers: certificates and host names verified, HTTP/2 preferred.
public final class ClientTls {
    private final SslContext context;

    private ClientTls(SslContext context) {
        this.context = context;
    }

    /// @param authorities PEM file of the authorities to trust in place of the JDK's
    /// @throws IllegalStateException when the file can't be used
    public static ClientTls trusting(Optional<Path> authorities) {
        try {
            SslContextBuilder builder =
                    SslContextBuilder.forClient()
                            .sslProvider(
                                    OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                            .protocols("TLSv1.3", "TLSv1.2")
                            .endpointIdentificationAlgorithm("HTTPS")
                            .applicationProtocolConfig(
                                    ServerTls.protocols(
                                            ApplicationProtocolNames.HTTP_2,
                                            ApplicationProtocolNames.HTTP_1_1));
            authorities.ifPresent(file -> builder.trustManager(file.toFile()));
            return new ClientTls(builder.build());
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "can't use the authorities " + authorities.map(Path::toString).orElse(""), e);
        }
    }

    /// The handler to be put first into the pipeline of a new connection.
    public SslHandler newHandler(
            ByteBufAllocator allocator, String host, int port, Duration handshake) {
        SslHandler handler = context.newHandler(allocator, host, port);
        handler.setHandshakeTimeoutMillis(handshake.toMillis());
        return handler;
    }

    /// Whether the handshake that is over chose HTTP/2: then make the connection an [Http2Upstream].
    public static boolean choseHttp2(SslHandler handler) {
        return ApplicationProtocolNames.HTTP_2.equals(handler.applicationProtocol());
    }
}
