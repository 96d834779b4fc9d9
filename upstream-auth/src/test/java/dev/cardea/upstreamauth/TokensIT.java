package dev.cardea.upstreamauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cardea.model.CredentialId;
import dev.cardea.model.Dialect;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Sealed;
import dev.cardea.model.SecretText;
import dev.cardea.model.UpstreamAuth.Authorization;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tokens of services that give them out, imitated on this machine.
class TokensIT {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Function<Integer, Reply> script = _ -> new Reply(500, "{}");
    private HttpServer service;

    record Reply(int status, String body) {}

    @BeforeEach
    void start() throws Exception {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext(
                "/",
                exchange -> {
                    String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    asked.add(exchange.getRequestURI() + " " + URLDecoder.decode(form, UTF_8));
                    Reply reply = script.apply(asked.size());
                    byte[] body = reply.body.getBytes(UTF_8);
                    exchange.getResponseHeaders().add("content-type", "application/json");
                    exchange.sendResponseHeaders(reply.status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + service.getAddress().getPort();
    }

    private String entra() {
        return "{\"tenant_id\":\"contoso\",\"client_id\":\"cli-1\",\"client_secret\":\"s3cret&~\",\"authority_host\":\"%s\"}"
                .formatted(address());
    }

    private String serviceAccount() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key =
                Base64.getEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return """
        {"type": "service_account", "project_id": "p", "private_key_id": "k1",
         "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
         "client_email": "bot@p.iam.gserviceaccount.com", "client_id": "1",
         "token_uri": "%s/token"}
        """
                .formatted(key, address());
    }

    @Test
    void anEntraApplicationBecomesATokenThatIsRenewedAheadOfItsEnd() throws Exception {
        script =
                count ->
                        new Reply(
                                200,
                                "{\"access_token\":\"token-%d\",\"expires_in\":%d}"
                                        .formatted(count, count == 1 ? 3 : 3600));
        try (ProviderAuth auth = auth(entra())) {
            assertThat(until(auth, Dialect.AZURE_OPENAI, Authorization.Ready.class::isInstance))
                    .isEqualTo("Bearer token-1");
            assertThat(asked.getFirst())
                    .startsWith("/contoso/oauth2/v2.0/token ")
                    .contains("grant_type=client_credentials")
                    .contains("client_id=cli-1")
                    .contains("client_secret=s3cret&~")
                    .contains("scope=https://cognitiveservices.azure.com/.default");
            assertThat(
                            until(
                                    auth,
                                    Dialect.AZURE_OPENAI,
                                    it ->
                                            it instanceof Authorization.Ready(var fields)
                                                    && fields.getFirst().value().endsWith("-2")))
                    .isEqualTo("Bearer token-2");
        }
    }

    @Test
    void aServiceAccountBecomesATokenByASignedAssertion() throws Exception {
        script =
                _ ->
                        new Reply(
                                200,
                                "{\"access_token\":\"ya29.x\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
        try (ProviderAuth auth = auth(serviceAccount())) {
            assertThat(until(auth, Dialect.VERTEX, Authorization.Ready.class::isInstance))
                    .isEqualTo("Bearer ya29.x");
        }
        assertThat(asked.getFirst())
                .contains("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer")
                .contains("assertion=eyJ");
        String claims =
                new String(Base64.getUrlDecoder().decode(asked.getFirst().split("\\.")[1]), UTF_8);
        assertThat(claims)
                .contains("bot@p.iam.gserviceaccount.com")
                .contains("https://www.googleapis.com/auth/cloud-platform");
    }

    @Test
    void noCallWaitsAndEachIsToldWhyThereIsNoToken() throws Exception {
        script =
                _ ->
                        new Reply(
                                401,
                                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret provided\"}");
        try (ProviderAuth auth = auth(entra())) {
            assertThat(reason(auth.authorize(provider(Dialect.AZURE_OPENAI), credential())))
                    .isIn("GATEWAY_SECRET_STORE_UNAVAILABLE", "UPSTREAM_CREDENTIAL_INVALID");
            until(
                    auth,
                    Dialect.AZURE_OPENAI,
                    it -> reason(it).equals("UPSTREAM_CREDENTIAL_INVALID"));
        }
    }

    @Test
    void aFailedRenewalIsTriedAgainWhileTheOldTokenServes() throws Exception {
        script =
                count ->
                        count == 2
                                ? new Reply(503, "busy")
                                : new Reply(
                                        200,
                                        "{\"access_token\":\"token-%d\",\"expires_in\":6}"
                                                .formatted(count));
        try (ProviderAuth auth = auth(entra())) {
            until(auth, Dialect.AZURE_OPENAI, Authorization.Ready.class::isInstance);
            long end = System.nanoTime() + Duration.ofMillis(5500).toNanos();
            while (System.nanoTime() < end && asked.size() < 3) {
                assertThat(auth.authorize(provider(Dialect.AZURE_OPENAI), credential()))
                        .isInstanceOf(Authorization.Ready.class);
                Thread.sleep(20);
            }
            assertThat(
                            until(
                                    auth,
                                    Dialect.AZURE_OPENAI,
                                    it ->
                                            it instanceof Authorization.Ready(var fields)
                                                    && fields.getFirst().value().endsWith("-3")))
                    .isEqualTo("Bearer token-3");
        }
    }

    @Test
    void aCredentialThatIsGoneAsksForNoMoreTokens() throws Exception {
        script = _ -> new Reply(200, "{\"access_token\":\"t\",\"expires_in\":1}");
        try (ProviderAuth auth = auth(entra())) {
            auth.prepare(List.of(credential()), _ -> Optional.of(provider(Dialect.AZURE_OPENAI)));
            until(auth, Dialect.AZURE_OPENAI, Authorization.Ready.class::isInstance);

            auth.prepare(List.of(), _ -> Optional.empty());

            Thread.sleep(100);
            int before = asked.size();
            Thread.sleep(1500);
            assertThat(asked).hasSize(before);
        }
    }

    private static String reason(Authorization authorization) {
        return authorization instanceof Authorization.Unavailable(var reason) ? reason.code() : "";
    }

    private static String until(
            ProviderAuth auth, Dialect dialect, Predicate<Authorization> condition)
            throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            Authorization found = auth.authorize(provider(dialect), credential());
            if (condition.test(found)) {
                return found instanceof Authorization.Ready(var fields)
                        ? fields.getFirst().value()
                        : "";
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain, last found " + found);
            }
            Thread.sleep(10);
        }
    }

    private static ProviderAuth auth(String secret) {
        return new ProviderAuth(_ -> Optional.of(new SecretText(secret)), Clock.systemUTC());
    }

    private static Provider provider(Dialect dialect) {
        return new Provider(
                new ProviderId("prov_p"),
                Optional.empty(),
                "p",
                dialect,
                URI.create("https://p.example"),
                List.of(),
                true,
                List.of(),
                true,
                Optional.empty(),
                1);
    }

    private static ProviderCredential credential() {
        return new ProviderCredential(
                new CredentialId("cred_c"),
                new ProviderId("prov_p"),
                Optional.empty(),
                "c",
                new Sealed(new byte[] {1}),
                "f",
                true,
                Optional.empty(),
                1);
    }
}
