package dev.cardea.relay;

import dev.cardea.model.Address;
import dev.cardea.model.ApiVersion;
import dev.cardea.model.Provider;
import dev.cardea.relay.http.FieldLine;
import java.net.URI;
import java.util.Locale;

/// Where a provider is reached, worked out of its base URL once.
///
/// @param basePath what its paths start with, without a slash at the end; mostly empty or `/v1`
/// @param host the `Host` field of requests there
record Site(Origin origin, String basePath, FieldLine host) {
    Site(Origin origin, String basePath) {
        this(origin, basePath, FieldLine.of("host", origin.authority()));
    }

    /// What one connection can serve.
    ///
    /// @param publicOnly whether it is made only to addresses on the internet
    record Origin(boolean tls, String host, int port, boolean publicOnly) {
        /// As the `Host` field has it.
        String authority() {
            String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
            return port == (tls ? 443 : 80) ? name : name + ":" + port;
        }
    }

    /// A tenant's provider is on the internet by its name, which those who take a base URL see to;
    /// what the name resolves to is the tenant's to change, so it is looked at when a connection is
    /// made. Only who runs the gateway can name a place around it, whoever the provider is for.
    static Site of(Provider provider) {
        URI baseUrl = provider.baseUrl();
        Site site = of(baseUrl);
        Origin at = site.origin;
        return provider.organization().isPresent() && !Address.isNear(at.host())
                ? new Site(new Origin(at.tls(), at.host(), at.port(), true), site.basePath)
                : site;
    }

    /// @throws IllegalArgumentException when it is no http or https URL with a host, and nothing
    ///     else
    static Site of(URI baseUrl) {
        String scheme =
                baseUrl.getScheme() == null ? "" : baseUrl.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if ((!tls && !scheme.equals("http")) || baseUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "a base URL is http:// or https:// with a host, found scheme '%s'"
                            .formatted(scheme));
        }
        if (baseUrl.getRawUserInfo() != null
                || !ApiVersion.isAllOfQuery(baseUrl)
                || baseUrl.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "a base URL has no user or fragment, and no query but api-version");
        }
        String host = baseUrl.getHost();
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        int port = baseUrl.getPort() > 0 ? baseUrl.getPort() : tls ? 443 : 80;
        String path = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return new Site(new Origin(tls, host, port, false), path);
    }
}
