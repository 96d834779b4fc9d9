package dev.cardea.server.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Reads a provider's `ca_file`: certificates of authorities, in PEM.
final class AuthorityFile {
    private AuthorityFile() {}

    /// @param folder that the file's name is relative to
    /// @throws ConfigurationException naming the file and what is wrong with it
    static List<X509Certificate> read(Section s, Path folder, URI baseUrl) {
        Optional<String> name = s.text("ca_file");
        if (name.isEmpty()) {
            return List.of();
        }
        Path file = folder.resolve(name.get());
        if (!"https".equalsIgnoreCase(baseUrl.getScheme())) {
            throw s.wrong("ca_file", "'" + file + "'", "none where base_url isn't https://");
        }
        try {
            List<X509Certificate> authorities =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(Files.readAllBytes(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (authorities.isEmpty()) {
                throw unusable(s, file, "it holds none");
            }
            return authorities;
        } catch (IOException e) {
            throw unusable(s, file, "it can't be read: " + FileTrouble.words(e));
        } catch (CertificateException _) {
            throw unusable(s, file, "something in it is no certificate");
        }
    }

    private static ConfigurationException unusable(Section s, Path file, String why) {
        return s.wrong(
                "ca_file",
                "'%s' (%s)".formatted(file, why),
                "a PEM file with certificates of authorities");
    }
}
