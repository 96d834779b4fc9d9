package dev.cardea.dialect.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEstimateTest {

    /// The counts are those of o200k_base.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Hello, how are you today?|7
                    The quick brown fox jumps over the lazy dog.|10
                    Der Rhein entspringt in den Schweizer Alpen und mündet in die Nordsee.|18
                    今天的天气很好，我们一起去公园散步吧。|13
                    2026-11-22T22:24:49|12
                    """)
    void theGuessIsNear(String text, long counted) {
        long guess = new TokenEstimate().add(Raw.text(text)).tokens();
        assertThat(guess).isBetween(counted * 3 / 4 - 1, counted * 5 / 4 + 1);
    }
}
