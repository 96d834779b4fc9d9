package dev.cardea.relay.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's certificate and key, from PEM files that are read again when they change.
///
/// New connections get the new certificate; files that can't be used leave the old one in place, and
/// are logged.
public final class ServerTls implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServerTls.class);

    private final Path certificates;
    private final Path privateKey;
    private final ScheduledExecutorService reader;
    private volatile SslContext context;
    private Stamp stamp;

    private ServerTls(Path certificates, Path privateKey, Stamp stamp, SslContext context) {
        this.certificates = certificates;
        this.privateKey = privateKey;
        this.stamp = stamp;
        this.context = context;
        reader =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("tls-files").factory());
    }

    /// Reads the files, and looks after them from then on.
    ///
    /// @param certificates the server's first, then those that lead to the authority
    /// @param privateKey PKCS #8, not encrypted
    /// @param every how often the files are looked at
    /// @throws UnusableCertificate when they can't be used
    public static ServerTls of(Path certificates, Path privateKey, Duration every) {
        Stamp stamp = Stamp.of(certificates, privateKey);
        ServerTls tls =
                new ServerTls(certificates, privateKey, stamp, context(certificates, privateKey));
        tls.reader.scheduleWithFixedDelay(
                tls::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
        return tls;
    }

    /// Reads the files once, to say whether they could be used.
    ///
    /// @throws UnusableCertificate when they can't
    public static void check(Path certificates, Path privateKey) {
        ReferenceCountUtil.release(context(certificates, privateKey));
    }

    SslHandler newHandler(ByteBufAllocator allocator) {
        return context.newHandler(allocator);
    }

    /// Reads the files if they have changed.
    void look() {
        try {
            Stamp now = Stamp.of(certificates, privateKey);
            if (now.equals(stamp)) {
                return;
            }
            stamp = now;
            SslContext before = context;
            context = context(certificates, privateKey);
            // Connections that are being made may still take a handler from it.
            reader.schedule(() -> ReferenceCountUtil.release(before), 1, TimeUnit.MINUTES);
            log.info("the certificate of {} was read again", certificates);
        } catch (UnusableCertificate e) {
            log.error("the old certificate stays in use: {}", e.getMessage());
        } catch (RuntimeException e) {
            // Or nobody would look at the files again.
            log.error("the old certificate stays in use", e);
        }
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }

    private static SslContext context(Path certificates, Path privateKey) {
        try {
            PemPair.check(certificates, privateKey);
            return SslContextBuilder.forServer(certificates.toFile(), privateKey.toFile())
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .applicationProtocolConfig(
                            protocols(
                                    ApplicationProtocolNames.HTTP_2,
                                    ApplicationProtocolNames.HTTP_1_1))
                    .build();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new UnusableCertificate(certificates, privateKey, e);
        }
    }

    static ApplicationProtocolConfig protocols(String... names) {
        return new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                names);
    }

    /// What tells that the files have changed.
    private record Stamp(long certificates, long certificateSize, long key, long keySize) {
        static Stamp of(Path certificates, Path privateKey) {
            try {
                return new Stamp(
                        Files.getLastModifiedTime(certificates).toMillis(),
                        Files.size(certificates),
                        Files.getLastModifiedTime(privateKey).toMillis(),
                        Files.size(privateKey));
            } catch (IOException e) {
                throw new UnusableCertificate(certificates, privateKey, e);
            }
        }
    }

    /// A certificate and key that can't be used for TLS.
    public static final class UnusableCertificate extends RuntimeException {
        UnusableCertificate(Path certificates, Path privateKey, Exception cause) {
            super(sentence(certificates, privateKey, cause), cause);
        }

        private static String sentence(Path certificates, Path privateKey, Exception cause) {
            return switch (cause) {
                case NoSuchFileException it ->
                        "the TLS file %s isn't there".formatted(it.getFile());
                case AccessDeniedException it ->
                        "the TLS file %s can't be read: no permission".formatted(it.getFile());
                default ->
                        "can't use the certificate %s with the key %s: %s"
                                .formatted(certificates, privateKey, cause.getMessage());
            };
        }
    }
}
