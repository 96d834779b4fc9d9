package dev.cardea.dialect.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyShapesTest {
    private static final KeyShapes SHAPES = KeyShapes.standard();
    private static final String KEY = "sk-ant-api03-AbCdEfGhIjKlMnOpQrStUvWx";

    @ParameterizedTest
    @CsvSource({
        "#, [redacted]",
        "/v1/#/chat, /v1/[redacted]/chat",
        "model-#, model-[redacted]",
        "'client/1.0 (#)', client/1.0 ([redacted])",
        "# and #, [redacted] and [redacted]"
    })
    void aKeyIsTakenOutOfWhatACallerNamed(String text, String left) {
        assertThat(SHAPES.withoutKeys(text.replace("#", KEY))).isEqualTo(left);
        assertThat(
                        SHAPES.withoutKeys(
                                text.replace("#", "cda_live_sk_tst0123456789abcdefghijABCDEFGHIJ")))
                .isEqualTo(left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gpt-4",
                "claude-opus-4-1-20250805",
                "meta-llama/Llama-3.3-70B-Instruct-Turbo",
                "/v1/chat/completions",
                "OpenAI/Java 4.101.0 (Linux; x86_64) AppleWebKit-compatible_and_long_word",
                "task-force-and-other-long-words",
                "sk-short",
                "3fb0c0a2-9c1e-4d2b-8a57-0f4b9a7b6c11"
            })
    void whatHoldsNoKeyIsTheVeryText(String text) {
        assertThat(SHAPES.withoutKeys(text)).isSameAs(text);
    }

    @Test
    void theVendorIsToldByTheLongestPrefix() {
        assertThat(SHAPES.vendorOf(KEY)).contains("anthropic");
        assertThat(SHAPES.vendorOf("sk-0123456789")).contains("several");
        assertThat(SHAPES.vendorOf("something else")).isEmpty();
    }
}
