package dev.cardea.dialect.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String ALNUM =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String HEX = "0123456789abcdef";
    private static final String URL_SAFE = ALNUM + "-_";

    /// What a vendor's keys look like: a prefix, and so many of these characters.
    private record Shape(String prefix, String alphabet, int length) {}

    private static final List<Shape> SHAPES =
            List.of(
                    new Shape("sk-", ALNUM, 48),
                    new Shape("sk-proj-", URL_SAFE, 148),
                    new Shape("sk-ant-api03-", URL_SAFE, 95),
                    new Shape("sk-ant-oat01-", URL_SAFE, 95),
                    new Shape("sk-or-v1-", HEX, 64),
                    new Shape("AIza", URL_SAFE, 35),
                    new Shape("AQ.", URL_SAFE, 50),
                    new Shape("ya29.", URL_SAFE, 120),
                    new Shape("gsk_", ALNUM, 52),
                    new Shape("xai-", ALNUM, 80),
                    new Shape("hf_", ALNUM, 34),
                    new Shape("r8_", ALNUM, 37),
                    new Shape("pplx-", ALNUM, 48),
                    new Shape("nvapi-", URL_SAFE, 64),
                    new Shape("fw_", ALNUM, 24),
                    new Shape("tgp_v1_", URL_SAFE, 43),
                    new Shape("csk-", LOWER, 48),
                    new Shape("AKIA", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
                    new Shape("ABSK", ALNUM, 100),
                    new Shape("cda_live_sk_abcABC0123456789_", ALNUM, 50),
                    new Shape("eyJhbGciOiJSUzI1NiJ9.eyJ", URL_SAFE, 200),
                    new Shape("ghp_", ALNUM, 36),
                    new Shape("jina_", ALNUM, 60),
                    new Shape("", HEX, 32),
                    new Shape("", HEX, 64),
                    new Shape("", LOWER, 40),
                    new Shape("", ALNUM, 32),
                    new Shape("", ALNUM, 40),
                    new Shape("", ALNUM, 84),
                    new Shape("", ALNUM + "+/", 40));

    private static final List<String> SENTENCES =
            List.of(
                    "Incorrect API key provided: %s. You can find your API key at https://x.",
                    "Permission denied: Consumer 'api_key:%s' has been suspended.",
                    "{\"error\":{\"message\":\"bad key %s\",\"key\":\"%s\"}}",
                    "Authorization: Bearer %s",
                    "https://host/v1/models?key=%s&alt=sse",
                    "Your api key: %s is invalid",
                    "(%s)",
                    "x-api-key: %s\r\n",
                    "%s",
                    "token=%s;");

    @Property(tries = 6000)
    void noKeyOfAnyVendorSurvivesWhereverItStands(@ForAll long seed) {
        Random dice = new Random(seed);
        Shape shape = SHAPES.get(dice.nextInt(SHAPES.size()));
        StringBuilder key = new StringBuilder(shape.prefix);
        for (int i = 0; i < shape.length; i++) {
            key.append(shape.alphabet.charAt(dice.nextInt(shape.alphabet.length())));
        }
        String sentence = SENTENCES.get(dice.nextInt(SENTENCES.size()));
        String redacted = Redactor.standard().redact(sentence.replace("%s", key));
        assertThat(redacted).contains(Redactor.MARK);
        for (int i = shape.prefix.length(); i + 10 <= key.length(); i++) {
            assertThat(redacted).doesNotContain(key.substring(i, i + 10));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Incorrect API key provided: sk jj. You can find your API key at https://platform.openai.com/account/api-keys.|sk jj",
                "Incorrect API key provided: https://*****.com/v1. You can|.com/v1",
                "Authentication Fails, Your api key: ****_KEY is invalid|_KEY",
                "Incorrect API key provided: na***ys. You can obtain|na***ys",
                "bad key sk-ab...wxyz here|wxyz",
                "token=RFZz9QFuBdypSHw/QkMyWQgPly+deWTBoZi+Tlof;|QkMyWQgPly",
                "(nIwTCosbSBMhTHtlz/fkERuyvz+f+blzgARlblwn)|fkERuyvz",
                "on behalf of user somebody|somebody",
                "Rate limit reached in organization org-Ab12Cd34Ef on|Ab12Cd34Ef",
                "User: arn:aws:iam::123456789012:user/joe is not|joe",
                "project 123456789012 before|123456789012",
                "projects/my-project-42 is|my-project-42",
                "mail joe@example.org now|joe@",
                "from 203.0.113.7 denied|203.0.113.7",
                "https://console.x.ai/team/1b4e28ba-2fa1-11d2-883f-0016d3cca427 here|1b4e28ba",
                "password=hunter22 wrong|hunter22",
                "Authorization: Basic dXNlcjpwYXNz|dXNlcjpwYXNz"
            })
    void whatNamesAKeyAnAccountOrAPersonIsTakenOut(String case_) {
        String text = case_.substring(0, case_.indexOf('|'));
        String gone = case_.substring(case_.indexOf('|') + 1);
        assertThat(Redactor.standard().redact(text)).doesNotContain(gone).contains(Redactor.MARK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The model `gpt-4o-mini-2024-07-18` does not exist or you do not have access to it.",
                "model: claude-3-5-sonnet-20241022",
                "models/gemini-2.5-flash-preview-09-2025 is not found for API version v1beta",
                "meta-llama/Llama-3.3-70B-Instruct-Turbo is not available",
                "Country, region, or territory not supported: unsupported_country_region_territory",
                "API key not valid. Please pass a valid API key.",
                "invalid x-api-key",
                "Missing scopes: model.request.",
                "Rate limit reached. Limit 30000, Used 29000. Please try again in 1.2s.",
                "You will regain access on 2026-04-01 at 00:00 UTC.",
                "This request would exceed your organization's rate limit of 40,000 input tokens per minute",
                "Permission 'aiplatform.endpoints.predict' denied on resource"
            })
    void whatHelpsToUnderstandStays(String text) {
        assertThat(Redactor.standard().redact(text)).isEqualTo(text);
    }

    @Test
    void aKnownSecretOfAnyShapeIsTakenOut() {
        assertThat(Redactor.standard().redact("bad: open sesame!", List.of("open sesame")))
                .isEqualTo("bad: [redacted]!");
    }

    @Test
    void longTextsOfAnyKindTakeNoLongTime() {
        for (String unit :
                List.of(
                        "a",
                        "a1",
                        "sk-",
                        "*",
                        "key=",
                        "org-a",
                        "1.",
                        "a@",
                        " ",
                        "projects/",
                        "api key: ",
                        "-----BEGIN A",
                        "?key=",
                        "\"")) {
            String text = unit.repeat(64_000 / unit.length());
            long start = System.nanoTime();
            assertThat(Redactor.standard().redact(text)).isNotNull();
            assertThat(System.nanoTime() - start).as(unit).isLessThan(5_000_000_000L);
        }
    }
}
