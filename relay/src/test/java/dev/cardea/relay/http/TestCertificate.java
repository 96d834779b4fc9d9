package dev.cardea.relay.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/// A certificate for 127.0.0.1 and localhost that vouches for itself, made by the JDK's keytool.
///
/// @param certificate PEM file
/// @param key PEM file
record TestCertificate(Path certificate, Path key) {
    private static final String PASSWORD = "changeit";

    static TestCertificate in(Path directory, String name) {
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

    private static String pem(String what, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
    }
}
