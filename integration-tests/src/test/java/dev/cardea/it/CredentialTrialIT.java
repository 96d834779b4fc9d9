package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A credential is tried out at its provider before it is kept, whatever it proves itself with.
class CredentialTrialIT {
    private static final String WRONG_KEY = "sk-wrong-0123456789abcdefghijklmnop";
    private static final String WRONG_AWS =
            ListingProvider.AWS_ID + ":wRong/0123456789+abcdefghijklmnopqrstuvw::";

    @TempDir Path folder;

    @Test
    void aNewSecretIsTriedOutAndNotTheOneThatItReplaces() throws Exception {
        try (ListingProvider provider = new ListingProvider();
                RunningCardea cardea = cardea(provider)) {
            JsonNode held = add(cardea, "keys", WRONG_KEY, ",\"check\":false");
            assertThat(tested(cardea, "keys").path("outcome").asString()).isEqualTo("refused");

            JsonNode replaced = replace(cardea, held, ListingProvider.KEY);
            assertThat(replaced.path("check").path("outcome").asString()).isEqualTo("works");
            assertThat(tested(cardea, "keys").path("outcome").asString()).isEqualTo("works");

            assertThatThrownBy(() -> replace(cardea, replaced, WRONG_KEY))
                    .hasMessageContaining("CREDENTIAL_REFUSED");
            assertThat(tested(cardea, "keys").path("outcome").asString()).isEqualTo("works");
        }
    }

    @Test
    void accessKeysOfAwsAreTriedOutByASignedRequest() throws Exception {
        try (ListingProvider provider = new ListingProvider();
                RunningCardea cardea = cardea(provider)) {
            assertThatThrownBy(() -> add(cardea, "aws", WRONG_AWS + ListingProvider.REGION, ""))
                    .hasMessageContaining("CREDENTIAL_REFUSED")
                    .hasMessageContaining("UPSTREAM_CREDENTIAL_INVALID");
            JsonNode taken =
                    add(
                            cardea,
                            "aws",
                            "%s:%s::%s"
                                    .formatted(
                                            ListingProvider.AWS_ID,
                                            ListingProvider.AWS_SECRET,
                                            ListingProvider.REGION),
                            "");
            assertThat(taken.path("check").path("outcome").asString()).isEqualTo("works");
            assertThat(taken.path("check").path("models").asInt()).isEqualTo(2);
            assertThat(tested(cardea, "aws").path("outcome").asString()).isEqualTo("works");
            assertThat(provider.asked()).containsOnly("/foundation-models");
        }
    }

    @Test
    void aServiceAccountIsTriedOutByATokenThatItIsExchangedFor() throws Exception {
        try (ListingProvider provider = new ListingProvider();
                RunningCardea cardea = cardea(provider)) {
            assertThatThrownBy(() -> add(cardea, "google", provider.serviceAccount(false), ""))
                    .hasMessageContaining("CREDENTIAL_REFUSED")
                    .hasMessageContaining("UPSTREAM_CREDENTIAL_INVALID");
            JsonNode taken = add(cardea, "google", provider.serviceAccount(true), "");
            assertThat(taken.path("check").path("outcome").asString()).isEqualTo("works");
            assertThat(provider.asked())
                    .startsWith("/token", "/token", "/v1beta1/publishers/google/models");
        }
    }

    private RunningCardea cardea(ListingProvider provider) {
        return RunningCardea.start(
                folder,
                """
                providers_from_environment: false
                providers:
                  - {name: keys, dialect: openai, base_url: "%1$s/v1", models: [m1]}
                  - {name: aws, dialect: bedrock, base_url: "%1$s", models: [m2]}
                  - {name: google, dialect: vertex, base_url: "%1$s/v1/projects/p/locations/global", models: [m3]}
                """
                        .formatted(provider.url()));
    }

    private static JsonNode add(RunningCardea cardea, String provider, String secret, String more) {
        JsonNode found = cardea.admin("GET", "/admin/v1/providers?limit=100", "");
        for (JsonNode one : found.path("items")) {
            if (one.path("name").asString().equals(provider)) {
                return cardea.admin(
                        "POST",
                        "/admin/v1/credentials",
                        "{\"provider\":%s,\"name\":\"main\",\"secret\":%s%s}"
                                .formatted(one.path("id"), text(secret), more));
            }
        }
        throw new AssertionError("no provider " + provider + " in " + found);
    }

    private static JsonNode replace(RunningCardea cardea, JsonNode credential, String secret) {
        return cardea.admin(
                "PUT",
                "/admin/v1/credentials/" + credential.path("id").asString() + "/secret",
                "{\"secret\":" + text(secret) + "}",
                "If-Match",
                "\"" + credential.path("revision").asLong() + "\"");
    }

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.stringNode(value);
    }

    private static JsonNode tested(RunningCardea cardea, String provider) {
        return cardea.admin(
                        "POST", "/admin/v1/providers/test", "{\"provider\":\"" + provider + "\"}")
                .path("items")
                .path(0);
    }
}
