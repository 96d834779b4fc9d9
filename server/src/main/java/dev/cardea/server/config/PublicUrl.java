package dev.cardea.server.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;

/// Reads `public_url`: what clients call the data plane, the base of `doc_url`. Without it, the first
/// address that is listened on; its port is 0 where any free one will do.
final class PublicUrl {
    private PublicUrl() {}

    /// @param scheme of the first address that is listened on, for where nothing is set
    /// @throws ConfigurationException when it is no address of the web
    static URI read(Section root, String scheme, InetSocketAddress listen) {
        String host =
                !listen.isUnresolved() && listen.getAddress().isAnyLocalAddress()
                        ? "127.0.0.1"
                        : listen.getHostString();
        String usual =
                "%s://%s:%d"
                        .formatted(
                                scheme,
                                host.indexOf(':') >= 0 ? "[" + host + "]" : host,
                                listen.getPort());
        String text = root.text("public_url", "CARDEA_PUBLIC_URL", usual).replaceAll("/+$", "");
        try {
            URI url = new URI(text);
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (web
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null) {
                return url;
            }
        } catch (URISyntaxException _) {
            // The refusal below covers it.
        }
        throw root.wrong(
                "public_url", "'" + text + "'", "an address such as https://ai.example.com");
    }
}
