package dev.cardea.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.control.catalogue.Catalogue;
import dev.cardea.server.CommandLineCardea.Ended;
import dev.cardea.server.cli.ExitCode;
import dev.cardea.server.config.ConfigurationException;
import dev.cardea.server.config.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that the configuration names are looked at by `config check`, and before a start creates
/// anything.
class ConfiguredFilesIT {
    @TempDir static Path folder;

    @BeforeAll
    static void certificate() throws Exception {
        Path store = folder.resolve("c.p12");
        Process keytool =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                                .toString(),
                                        "-genkeypair",
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=c",
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
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        pem("cert.pem", "CERTIFICATE", keys.getCertificate("a").getEncoded());
        pem("key.pem", "PRIVATE KEY", keys.getKey("a", "changeit".toCharArray()).getEncoded());
        pem("other.pem", "PRIVATE KEY", otherKey());
        Files.writeString(folder.resolve("empty.pem"), "");
        Files.writeString(folder.resolve("bad.rules"), "nonsense\n");
    }

    private static byte[] otherKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair().getPrivate().getEncoded();
    }

    private static void pem(String name, String kind, byte[] bytes) throws IOException {
        Files.writeString(
                folder.resolve(name),
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes)));
    }

    private static Path file(String yaml) throws IOException {
        Path file = folder.resolve("cardea.yaml");
        Files.writeString(
                file,
                "home: %s\nlisten: 127.0.0.1:0\nadmin_listen: 127.0.0.1:0\nproviders_from_environment: false\n%s\n"
                        .formatted(folder.resolve("home"), yaml));
        return file;
    }

    /// What both say, which has to be the same.
    private static String refused(String yaml) throws IOException {
        Path file = file(yaml);
        Ended checked = CommandLineCardea.run(file, "config", "check");
        assertThat(checked.code()).as(checked.out()).isEqualTo(ExitCode.CONFIGURATION);
        String sentence = checked.err().strip();
        assertThat(sentence).startsWith("cardea: ").doesNotContain("\n", "Exception");
        assertThatThrownBy(() ->
                        Cardea.start(
                                ConfigurationReader.read(
                                        Optional.of(file), Map.of(), Catalogue.builtIn())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(sentence.substring("cardea: ".length()));
        assertThat(folder.resolve("home")).doesNotExist();
        return sentence;
    }

    @Test
    void aCertificateHasToFitItsKey() throws IOException {
        assertThat(refused("tls: {certificate: none.pem, key: key.pem}"))
                .endsWith("the TLS file " + folder.resolve("none.pem") + " isn't there");
        assertThat(refused("tls: {certificate: cert.pem, key: none.pem}"))
                .endsWith("the TLS file " + folder.resolve("none.pem") + " isn't there");
        assertThat(refused("tls: {certificate: cert.pem, key: other.pem}"))
                .endsWith("the key is not the one of the certificate");
        assertThat(refused("tls: {certificate: cert.pem, key: cert.pem}"))
                .endsWith("an unencrypted PKCS #8 key ('PRIVATE KEY') was expected");
        assertThat(refused("tls: {certificate: empty.pem, key: key.pem}")).contains("empty.pem");
        assertThat(
                        refused(
                                "listeners: [{listen: '127.0.0.1:0', tls: {certificate: none.pem, key: key.pem}}]"))
                .contains("none.pem isn't there");
        assertThat(
                        CommandLineCardea.run(
                                        file("tls: {certificate: cert.pem, key: key.pem}"),
                                        "config",
                                        "check")
                                .code())
                .isZero();
    }

    @Test
    void otherFilesHaveToBeThereAndReadable() throws IOException {
        assertThat(refused("upstream_rules: none.rules"))
                .endsWith("none.rules can't be read (it isn't there)");
        assertThat(refused("upstream_rules: bad.rules")).contains("bad.rules: ");
        assertThat(refused("providers: [{name: openai, api_key: '${file:none.key}'}]"))
                .endsWith("none.key can't be read (it isn't there)");
        assertThat(refused("providers: [{name: openai, api_key: k, ca_file: none.pem}]"))
                .contains("none.pem' (it can't be read: it isn't there)");
    }

    @Test
    void aCatalogueThatIsOnlyReadOnDemandStopsNoStart() throws IOException {
        Path file = file("catalogue: {source: none.txt}");
        Ended checked = CommandLineCardea.run(file, "config", "check");
        assertThat(checked.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(checked.err()).contains("'catalogue.source': ", "none.txt");
    }
}
