package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Credential.Presented;
import dev.cardea.model.Credential.Unusable;
import dev.cardea.model.KeyType;
import dev.cardea.model.Location;
import dev.cardea.model.Sha256;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialReaderTest {
    private final String key = World.fabricated("live", KeyType.SECRET, World.newId());

    @Test
    void everyPlaceThatSdksUseIsRead() {
        assertFound(Request.bearer(key), Location.AUTHORIZATION);
        assertFound(Request.chat().field("authorization", "bEARER " + key), Location.AUTHORIZATION);
        assertFound(Request.chat().field("X-Api-Key", key), Location.X_API_KEY);
        assertFound(Request.chat().field("api-key", key), Location.API_KEY);
        assertFound(Request.chat().field("x-goog-api-key", key), Location.X_GOOG_API_KEY);
        assertFound(
                Request.chat().field("Authorization", CredentialScenarios.basic("me:" + key)),
                Location.BASIC);
        assertFound(
                Request.chat().field("Authorization", CredentialScenarios.basic(key)),
                Location.BASIC);
        assertFound(Request.chat().queryAccepted().query("alt=sse&key=" + key), Location.QUERY);
    }

    @Test
    void equalCredentialsInSeveralPlacesAreOne() {
        assertFound(
                Request.bearer(key).field("x-api-key", key).field("authorization", "Bearer " + key),
                Location.AUTHORIZATION);
    }

    @Test
    void theSameFieldTwiceWithDifferentKeysIsAConflict() {
        Request twice =
                Request.chat()
                        .field("x-api-key", key)
                        .field(
                                "X-API-Key",
                                World.fabricated("live", KeyType.SECRET, World.newId()));
        assertThat(twice.credential())
                .isInstanceOfSatisfying(
                        Unusable.class,
                        it -> {
                            assertThat(it.fault().reason().code()).isEqualTo("CREDENTIAL_CONFLICT");
                            assertThat(it.fault().words())
                                    .containsEntry("locations", "x-api-key twice");
                        });
    }

    @Test
    void aProxysBasicBesideAKeyDoesNoHarm() {
        assertFound(
                Request.chat()
                        .field("Authorization", CredentialScenarios.basic("proxy:secret"))
                        .field("x-api-key", key),
                Location.X_API_KEY);
    }

    @Test
    void aTextOfAnotherShapeCanStillBeLookedUp() {
        Presented presented = (Presented) Request.bearer("imported-key-é").credential();
        assertThat(presented.hash()).isEqualTo(Sha256.of("imported-key-é"));
        assertThat(presented.text()).isEmpty();
        assertThat(presented.fault()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "None",
                "YOUR_API_KEY",
                "your-api-key-here",
                "<api key>",
                "{{ key }}",
                "$(cat key)",
                "%CARDEA_KEY%",
                "OPENAI_API_KEY",
                "sk-xxxxxxxxxxxxxxxx",
                "https://gateway.example/v1",
                "[object Object]",
                "process.env.KEY",
                "changeme"
            })
    void placeholdersAreCalledThat(String value) {
        assertThat(fault(Request.bearer(value))).isEqualTo("CREDENTIAL_PLACEHOLDER");
        assertThat(fault(Request.chat().field("x-api-key", value)))
                .isEqualTo("CREDENTIAL_PLACEHOLDER");
    }

    @ParameterizedTest
    @CsvSource({
        "Digest username=x, CREDENTIAL_SCHEME_UNSUPPORTED",
        "Negotiate YII, CREDENTIAL_SCHEME_UNSUPPORTED",
        "AWS4-HMAC-SHA256 Credential=x, CREDENTIAL_SCHEME_UNSUPPORTED",
        "Basic !!!, CREDENTIAL_SCHEME_UNSUPPORTED",
        "Token KEY, CREDENTIAL_SCHEME_UNKNOWN",
        "ApiKey KEY, CREDENTIAL_SCHEME_UNKNOWN",
        "Bearer:KEY, CREDENTIAL_SCHEME_UNKNOWN",
        "Bearer=KEY, CREDENTIAL_SCHEME_UNKNOWN",
        "bearer Bearer KEY, CREDENTIAL_SCHEME_DUPLICATED",
        "Bearer, CREDENTIAL_EMPTY",
        "Bearer Bearer, CREDENTIAL_EMPTY",
        "Basic, CREDENTIAL_EMPTY",
        "sk-proj-abcdefghijklmnop, CREDENTIAL_SCHEME_MISSING",
        "undefined, CREDENTIAL_PLACEHOLDER",
    })
    void whatAuthorizationHoldsIsNamed(String value, String code) {
        assertThat(fault(Request.chat().field("Authorization", value.replace("KEY", key))))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "token",
        "X-Auth-Token",
        "Proxy-Authorization",
        "api_key",
        "X-Anything-Else",
    })
    void aKeyInAnotherHeaderIsFound(String name) {
        assertThat(fault(Request.chat().field(name, "Bearer " + key)))
                .isEqualTo("CREDENTIAL_WRONG_HEADER");
    }

    @Test
    void aHeaderNameIsRepeatedOnlyFromTheClosedList() {
        Unusable odd = (Unusable) Request.chat().field("X-Evil-<b>", key).credential();
        assertThat(odd.fault().words().values()).noneMatch(w -> w.contains("Evil"));
    }

    @Test
    void damageToTheKeyIsNamed() {
        assertThat(fault(Request.bearer(key.toUpperCase(Locale.ROOT))))
                .isEqualTo("KEY_CASE_ALTERED");
        assertThat(fault(Request.bearer(key.replace('_', '-')))).isEqualTo("KEY_MALFORMED");
        assertThat(fault(Request.bearer(key.replace("_", "")))).isEqualTo("KEY_MALFORMED");
        assertThat(fault(Request.bearer("\u201C" + key + "\u201D"))).isEqualTo("KEY_QUOTED");
        assertThat(fault(Request.bearer("'" + key + "'"))).isEqualTo("KEY_QUOTED");
        assertThat(fault(Request.bearer(key.replace("_", "%5F")))).isEqualTo("KEY_PERCENT_ENCODED");
        assertThat(fault(Request.bearer("\uFEFF" + key))).isEqualTo("KEY_INVISIBLE_CHARACTER");
        assertThat(fault(Request.bearer(key.replace("_", "\u00AD_"))))
                .isEqualTo("KEY_INVISIBLE_CHARACTER");
        assertThat(fault(Request.bearer(key.replaceFirst("_", "\u2013"))))
                .isEqualTo("KEY_CONFUSABLE_CHARACTER");
        assertThat(fault(Request.bearer(key.replaceFirst("c", "\uFF43"))))
                .isEqualTo("KEY_CONFUSABLE_CHARACTER");
        assertThat(fault(Request.bearer(key + "\u00FF"))).isEqualTo("CREDENTIAL_ENCODING_INVALID");
        assertThat(fault(Request.bearer("cda_live_sk_************"))).isEqualTo("KEY_MASKED");
        assertThat(fault(Request.bearer("cda_live_sk_ab12...9xyz"))).isEqualTo("KEY_MASKED");
        assertThat(fault(Request.bearer(key.substring(0, 40) + " " + key.substring(40))))
                .isEqualTo("KEY_WHITESPACE");
        assertThat(fault(Request.bearer(key.substring(0, 40) + "-" + key.substring(41))))
                .isEqualTo("KEY_CHECKSUM_MISMATCH");
        assertThat(fault(Request.bearer("cda_live_s"))).isEqualTo("KEY_TRUNCATED");
        assertThat(fault(Request.bearer(key.replaceFirst("cda", "cdb"))))
                .isEqualTo("KEY_CHECKSUM_MISMATCH");
        assertThat(fault(Request.bearer(key + "."))).isEqualTo("KEY_TOO_LONG");
        assertThat(fault(Request.bearer("eyJhbGciOiJIUzI1NiJ9.e30.x"))).isEqualTo("KEY_MALFORMED");
    }

    @Test
    void howMuchIsMissingIsCounted() {
        Presented cut = (Presented) Request.bearer(key.substring(0, key.length() - 8)).credential();
        assertThat(cut.fault().orElseThrow().words()).containsEntry("missing", "8");
    }

    @ParameterizedTest
    @CsvSource({
        "hf_abcdefghijklmnopqrst, Hugging Face",
        "AKIAABCDEFGHIJKLMNOP, AWS",
        "ghp_abcdefghijklmnopqrst, GitHub",
        "sk_live_abcdefghijklmnop, Stripe",
        "sk-or-v1-abcdefghijklmno, OpenRouter",
        "pplx-abcdefghijklmnopqrs, Perplexity",
        "nvapi-abcdefghijklmnopqr, NVIDIA",
    })
    void vendorsAreToldByPrefix(String value, String vendor) {
        Presented presented = (Presented) Request.bearer(value).credential();
        assertThat(presented.fault().orElseThrow().words()).containsEntry("vendor", vendor);
    }

    @Test
    void theReaderOfOneLoopIsUsedAgainAndAgain() {
        CredentialReader reader = new CredentialReader();
        for (int i = 0; i < 3; i++) {
            String other = World.fabricated("dev", KeyType.SECRET, World.newId());
            Request request = Request.bearer(other);
            Presented found =
                    (Presented)
                            reader.read(
                                    request, "", request.call(World.NOW).peer(), Policy.STANDARD);
            assertThat(found.hash()).isEqualTo(Sha256.of(other));
        }
    }

    private void assertFound(Request request, Location location) {
        assertThat(request.credential())
                .isInstanceOfSatisfying(
                        Presented.class,
                        it -> {
                            assertThat(it.location()).isEqualTo(location);
                            assertThat(it.hash()).isEqualTo(Sha256.of(key));
                            assertThat(it.text()).isPresent();
                            assertThat(it.fault()).isEmpty();
                        });
    }

    private static String fault(Request request) {
        return switch (request.credential()) {
            case Unusable(var fault, _) -> fault.reason().code();
            case Presented(_, _, _, var fault) ->
                    fault.map(f -> f.reason().code()).orElse("well-formed");
        };
    }
}
