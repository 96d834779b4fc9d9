package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.relay.http.ClientTls;
import dev.cardea.relay.http.TestCertificate;
import io.netty.handler.codec.http2.Http2Error;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What HTTP/2 lets a provider say about requests and connections.
@ExtendWith(LeakGuard.class)
class Http2ProviderIT {
    private static final String ASK = "{\"model\":\"m\",\"messages\":[]}";
    private static final String COMPLETION =
            "{\"id\":\"x\",\"model\":\"m-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2}}";

    @TempDir private static Path directory;
    private static TestCertificate certificate;

    @BeforeAll
    static void certificate() throws Exception {
        certificate = TestCertificate.in(directory, "provider");
    }

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aRefusedStreamIsAskedAgainOnAnotherConnection() throws Exception {
        try (var provider =
                        provider((connection, request) -> {
                            if (connection == 1) {
                                request.reset(Http2Error.REFUSED_STREAM);
                            } else {
                                request.answer(COMPLETION);
                            }
                        });
                var gateway = to(provider, settings -> settings)) {
            assertThat(call(gateway).text()).isEqualTo(COMPLETION);
            assertThat(asked).hasValue(2);
            assertThat(gateway.record().attempts()).hasSize(1);
        }
    }

    @Test
    void aRequestBehindAGoodbyeIsAskedAgainOnAnotherConnection() throws Exception {
        try (var provider =
                        provider((connection, request) -> {
                            if (connection == 1 && asked.get() > 1) {
                                request.goAway(3);
                            } else {
                                request.answer(COMPLETION);
                            }
                        });
                var gateway = to(provider, settings -> settings)) {
            assertThat(call(gateway).status()).isEqualTo(200);
            assertThat(call(gateway).status()).isEqualTo(200);
            assertThat(asked).hasValue(3);
            assertThat(provider.connections()).isEqualTo(2);
            TestGateway.await(() -> provider.open() == 1, "the other connection to close");
        }
    }

    @Test
    void itIsAskedAgainOnlyOnce() throws Exception {
        try (var provider = provider((_, request) -> request.reset(Http2Error.REFUSED_STREAM));
                var gateway = to(provider, settings -> settings)) {
            assertThat(call(gateway).status()).isEqualTo(502);
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void whatTheProviderMayHaveBegunWithIsNotAskedAgain() throws Exception {
        try (var provider = provider((_, request) -> request.reset(Http2Error.INTERNAL_ERROR));
                var gateway = to(provider, settings -> settings)) {
            assertThat(call(gateway).status()).isEqualTo(502);
            assertThat(asked).hasValue(1);
        }
        asked.set(0);
        try (var provider =
                        provider((_, request) -> {
                            request.goAway(Integer.MAX_VALUE);
                            request.disconnect();
                        });
                var gateway = to(provider, settings -> settings)) {
            assertThat(call(gateway).status()).isEqualTo(502);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void noMoreIdleConnectionsAreKeptThanTheCapAllows() throws Exception {
        try (var provider =
                        new Http2Provider(
                                certificate,
                                1,
                                (_, request) -> request.answerAfter(300, COMPLETION));
                var gateway =
                        to(
                                provider,
                                settings ->
                                        settings.withPooling(
                                                new UpstreamPooling(2, Duration.ofMinutes(1))))) {
            List<Wire> clients = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                clients.add(gateway.connect().send(TestGateway.post("/v1/chat/completions", ASK)));
            }
            for (Wire client : clients) {
                assertThat(client.read().status()).isEqualTo(200);
                client.close();
            }
            assertThat(provider.connections()).isGreaterThan(2);
            TestGateway.await(() -> provider.open() == 2, "two connections to stay");
        }
    }

    private Http2Provider provider(Http2Provider.Script script) throws Exception {
        return new Http2Provider(
                certificate,
                100,
                (connection, request) -> {
                    asked.incrementAndGet();
                    script.asked(connection, request);
                });
    }

    private static TestGateway to(Http2Provider provider, UnaryOperator<RelayConfig> settings) {
        return TestGateway.trusting(
                ClientTls.trusting(Optional.of(certificate.certificate())),
                settings,
                TestGateway.provider(
                        "up", Dialect.OPENAI, "https://localhost:" + provider.port() + "/v1"));
    }

    private static Wire.Message call(TestGateway gateway) throws Exception {
        try (var client = gateway.connect()) {
            return client.send(TestGateway.post("/v1/chat/completions", ASK)).read();
        }
    }
}
