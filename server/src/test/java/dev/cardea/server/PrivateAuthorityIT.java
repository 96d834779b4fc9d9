package dev.cardea.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.cardea.server.config.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Providers whose certificates a private authority signed.
class PrivateAuthorityIT {
    private static final String ASK =
            "{\"model\":\"m1\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    @TempDir private Path folder;
    private HttpsServer upstream;

    @BeforeEach
    void serve() throws Exception {
        char[] password = "changeit".toCharArray();
        Path store = folder.resolve("up.p12");
        Process keytool =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                                .toString(),
                                        "-genkeypair",
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=up",
                                        "-ext",
                                        "SAN=dns:localhost",
                                        "-ext",
                                        "BC=ca:true",
                                        "-storetype",
                                        "PKCS12",
                                        "-storepass",
                                        "changeit",
                                        "-alias",
                                        "a",
                                        "-keystore",
                                        store.toString()))
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), password);
        Files.writeString(
                folder.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(
                                Base64.getMimeEncoder()
                                        .encodeToString(keys.getCertificate("a").getEncoded())));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        upstream =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.setHttpsConfigurator(new HttpsConfigurator(context));
        upstream.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    byte[] bytes =
                            "{\"id\":\"c\",\"object\":\"list\",\"data\":[{\"id\":\"m1\"}],\"choices\":[{\"message\":{\"content\":\"hi\"}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}"
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("content-type", "application/json");
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        upstream.start();
    }

    @AfterEach
    void end() {
        upstream.stop(0);
    }

    @Test
    void itIsTrustedWhereConfigurationNamesItInCallsAndInChecks() {
        try (var cardea = CommandLineCardea.start(folder, provider("localhost", "ca.pem"))) {
            var answer = cardea.call("POST", "/v1/chat/completions", ASK);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(cardea.run("providers", "test", "up").out()).contains("works");
        }
    }

    @Test
    void withoutItAndForAnotherHostNameNothingIsSent() {
        for (String yaml : List.of(provider("localhost", ""), provider("127.0.0.1", "ca.pem"))) {
            try (var cardea = CommandLineCardea.start(folder, yaml)) {
                var answer = cardea.call("POST", "/v1/chat/completions", ASK);
                assertThat(answer.statusCode()).isEqualTo(502);
                assertThat(cardea.run("providers", "test", "up").out()).contains("unreachable");
            }
            delete(folder.resolve("home"));
        }
    }

    @Test
    void aFileThatHoldsNoneStopsTheStart() throws Exception {
        for (String content : List.of("", "nonsense")) {
            Files.writeString(folder.resolve("none.pem"), content);
            assertThatThrownBy(() ->
                            CommandLineCardea.start(folder, provider("localhost", "none.pem")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("'providers[0].ca_file' is '" + folder)
                    .hasMessageContaining("expected a PEM file with certificates of authorities");
        }
        assertThatThrownBy(() -> CommandLineCardea.start(folder, provider("localhost", "missing")))
                .hasMessageContaining("can't be read: it isn't there");
        String plain = provider("localhost", "ca.pem").replace("https://", "http://");
        assertThatThrownBy(() -> CommandLineCardea.start(folder, plain))
                .hasMessageContaining("none where base_url isn't https://");
    }

    private String provider(String host, String authority) {
        return """
        providers:
          - name: up
            base_url: "https://%s:%d/v1"
            ca_file: "%s"
            api_key: sk-some
            models: [m1]
        """
                .formatted(host, upstream.getAddress().getPort(), authority);
    }

    private static void delete(Path home) {
        try (var files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> assertThat(file.toFile().delete()).isTrue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
