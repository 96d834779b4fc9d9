package dev.cardea.server.config;

import dev.cardea.model.Address;
import dev.cardea.model.ApiVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// The address of a provider: `https`, or `http` to a loopback or private address.
final class BaseUrl {
    private BaseUrl() {}

    /// @throws ConfigurationException naming what was found and expected
    static URI parse(String text, Origin origin) {
        URI url;
        try {
            url = new URI(text.strip().replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            throw new ConfigurationException(
                    origin, "'%s' is not an address (%s)".formatted(text, e.getReason()));
        }
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() == null || (!scheme.equals("https") && !scheme.equals("http"))) {
            throw new ConfigurationException(
                    origin, "'%s' is not an address such as https://host/v1".formatted(text));
        }
        if (url.getRawUserInfo() != null
                || !ApiVersion.isAllOfQuery(url)
                || url.getFragment() != null) {
            throw new ConfigurationException(
                    origin,
                    "an address of a provider has no user or fragment, and no query but api-version");
        }
        if (scheme.equals("http") && !Address.isNear(url.getHost())) {
            throw new ConfigurationException(
                    origin,
                    "http:// is allowed to loopback and private addresses only, found '%s'; use https://"
                            .formatted(url.getHost()));
        }
        return url;
    }
}
