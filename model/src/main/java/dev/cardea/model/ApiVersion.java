package dev.cardea.model;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version of an API that a provider's address names in its query, as Azure's do:
/// `https://NAME.openai.azure.com?api-version=2024-10-21`. It is all that such a query may say.
public final class ApiVersion {
    private static final Pattern QUERY = Pattern.compile("api-version=([a-z0-9.-]{1,40})");

    private ApiVersion() {}

    /// The version; empty when the address names none.
    public static Optional<String> of(URI baseUrl) {
        String query = baseUrl.getRawQuery();
        if (query == null) {
            return Optional.empty();
        }
        Matcher matcher = QUERY.matcher(query);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// Whether the address says nothing in its query besides.
    public static boolean isAllOfQuery(URI baseUrl) {
        return baseUrl.getRawQuery() == null || of(baseUrl).isPresent();
    }
}
