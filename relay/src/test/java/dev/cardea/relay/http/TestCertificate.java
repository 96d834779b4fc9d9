package dev.cardea.relay.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for 127.0.0.1 and localhost that vouches for itself, made by the JDK's keytool.
///
/// @param certificate PEM file
/// @param key PEM file
public record TestCertificate(Path certificate, Path key) {
    private static final String PASSWORD = "changeit";

    public static TestCertificate in(Path directory, String name) {
        try {
            Path store = directory.resolve(name + ".p12");
            Process keytool =
                    new ProcessBuilder(
                                    List.of(
                                            Path.of(
                                                            System.getProperty("java.home"),
                                                            "bin",
                                                            "keytool")
                                                    .toString(),
                                            "-genkeypair",
                                            "-keyalg",
                                            "EC",
                                            "-groupname",
                                            "secp256r1",
                                            "-dname",
                                            "CN=" + name,
                                            "-ext",
                                            "SAN=dns:localhost,ip:127.0.0.1",
                                            "-ext",
                                            "BC=ca:true",
                                            "-storetype",
                                            "PKCS12",
                                            "-storepass",
                                            PASSWORD,
                                            "-alias",
                                            "a",
                                            "-keystore",
                                            store.toString()))
                            .redirectErrorStream(true)
                            .start();
            String output =
                    new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            Path certificate = directory.resolve(name + ".crt");
            Path key = directory.resolve(name + ".key");
            Files.writeString(
                    certificate, pem("CERTIFICATE", keys.getCertificate("a").getEncoded()));
            Files.writeString(
                    key, pem("PRIVATE KEY", keys.getKey("a", PASSWORD.toCharArray()).getEncoded()));
            return new TestCertificate(certificate, key);
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException("no test certificate", e);
        }
    }

    /// A client that trusts nobody else.
    public HttpClient client() {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "a", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(context).build();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no client", e);
        }
    }

    private static String pem(String what, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
    }
}
