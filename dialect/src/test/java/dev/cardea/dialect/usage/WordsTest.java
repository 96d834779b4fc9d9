package dev.cardea.dialect.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    /// Words of one length with the same bytes at the places that are looked at.
    private static final Map<Integer, List<String>> ALIKE =
            Map.of(
                    1,
                    List.of("axxcxyb", "axycxyb", "ayxcxyb"),
                    2,
                    List.of("ayycyyb"),
                    3,
                    List.of("a"));

    private final Words<Integer> words = new Words<>(0, ALIKE);

    @Test
    void findsEveryWordAlsoWhereTheyCollide() {
        ALIKE.forEach((meaning, all) ->
                assertThat(all).allSatisfy(word -> assertThat(meaning(word)).isEqualTo(meaning)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b", "aa", "axxcxxb", "axxcxy", "axxcxybb", "AXXCXYB"})
    void whatIsNoWordMeansNothing(String other) {
        assertThat(meaning(other)).isZero();
    }

    @Test
    void bytesBeyondAsciiAreNoWord() {
        byte[] text = "ä".getBytes(StandardCharsets.UTF_8);

        assertThat(words.meaning(text, 0, text.length)).isZero();
    }

    private int meaning(String word) {
        byte[] within = ("\"" + word + "\":").getBytes(StandardCharsets.US_ASCII);
        return words.meaning(within, 1, within.length - 2);
    }
}
