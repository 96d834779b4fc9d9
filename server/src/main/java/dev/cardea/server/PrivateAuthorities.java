package dev.cardea.server;

import dev.cardea.server.config.Configuration;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// Whom to trust at providers whose certificates a private authority signed: that authority, besides
/// the platform's, and at the host and port of these providers alone.
final class PrivateAuthorities {
    private PrivateAuthorities() {}

    /// @return by `host:port` in lower case
    static Map<String, TrustManagerFactory> of(Configuration configuration) {
        Map<String, List<X509Certificate>> places = new HashMap<>();
        for (Configuration.DeclaredProvider it : configuration.providers()) {
            if (!it.authorities().isEmpty()) {
                int port = it.baseUrl().getPort() > 0 ? it.baseUrl().getPort() : 443;
                String host = it.baseUrl().getHost().toLowerCase(Locale.ROOT);
                places.computeIfAbsent(host + ":" + port, _ -> new ArrayList<>())
                        .addAll(it.authorities());
            }
        }
        Map<String, TrustManagerFactory> trusted = new HashMap<>();
        places.forEach((place, authorities) -> trusted.put(place, trusting(authorities)));
        return Map.copyOf(trusted);
    }

    private static TrustManagerFactory trusting(List<X509Certificate> authorities) {
        try {
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            TrustManagerFactory platform = factory();
            platform.init((KeyStore) null);
            for (TrustManager manager : platform.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    for (X509Certificate issuer : x509.getAcceptedIssuers()) {
                        anchors.setCertificateEntry("platform-" + anchors.size(), issuer);
                    }
                }
            }
            for (X509Certificate authority : authorities) {
                anchors.setCertificateEntry("private-" + anchors.size(), authority);
            }
            TrustManagerFactory both = factory();
            both.init(anchors);
            return both;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the platform's authorities can't be read", e);
        }
    }

    private static TrustManagerFactory factory() throws GeneralSecurityException {
        return TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    }
}
