package dev.cardea.admission;

import dev.cardea.model.Credential.Fault;
import dev.cardea.model.RequestFields;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds a key of this gateway where none is accepted, for a request that brought none where it is.
final class WrongPlaces {
    /// Header names that messages may repeat; another one is called just that.
    private static final Set<String> NAMES =
            Set.of(
                    "apikey",
                    "api_key",
                    "x-apikey",
                    "x_api_key",
                    "x-api-token",
                    "x-auth-token",
                    "x-auth-key",
                    "x-auth",
                    "x-access-token",
                    "access-token",
                    "auth-token",
                    "token",
                    "auth",
                    "authentication",
                    "x-authorization",
                    "x-authentication",
                    "proxy-authorization",
                    "www-authenticate",
                    "x-token",
                    "x-key",
                    "key",
                    "secret",
                    "x-secret",
                    "x-secret-key",
                    "bearer",
                    "openai-api-key",
                    "x-openai-api-key",
                    "anthropic-api-key",
                    "x-anthropic-api-key",
                    "x-cardea-key",
                    "x-gateway-key",
                    "x-goog-api-token",
                    "ocp-apim-subscription-key",
                    "subscription-key",
                    "x-litellm-api-key",
                    "x-portkey-api-key",
                    "x-rapidapi-key",
                    "cf-aig-authorization",
                    "x-forwarded-authorization",
                    "x-original-authorization",
                    "api-token",
                    "user-agent",
                    "x-api-secret",
                    "openai-organization",
                    "x-client-key",
                    "x-functions-key");

    private static final Set<String> ACCEPTED =
            Set.of("authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie");

    private WrongPlaces() {}

    static Optional<Fault> find(RequestFields fields, String query) {
        for (String name : fields.names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!ACCEPTED.contains(lower) && holdsKey(fields, lower)) {
                return Optional.of(
                        Faults.of(
                                "CREDENTIAL_WRONG_HEADER",
                                "header",
                                NAMES.contains(lower) ? lower : "(another one)"));
            }
        }
        if (query.contains("cda_") || query.indexOf('%') >= 0) {
            if (GatewayShape.in(Text.unescape(query))) {
                return Optional.of(Faults.of("CREDENTIAL_IN_QUERY"));
            }
        }
        return holdsKey(fields, "cookie")
                ? Optional.of(Faults.of("CREDENTIAL_IN_COOKIE"))
                : Optional.empty();
    }

    private static boolean holdsKey(RequestFields fields, String lowerCaseName) {
        return fields.all(lowerCaseName).stream().anyMatch(GatewayShape::in);
    }
}
