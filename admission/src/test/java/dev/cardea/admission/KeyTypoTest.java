package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Base62;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import java.util.OptionalInt;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeyTypoTest {
    private static final int LENGTH =
            World.fabricated("live", KeyType.SECRET, World.newId()).length();

    @Property(tries = 2000)
    void everySingleSubstitutionIsLocated(
            @ForAll @IntRange(min = 0, max = 200) int place,
            @ForAll @IntRange(min = 0, max = 61) int digit) {
        String key = World.fabricated("live", KeyType.SECRET, World.newId());
        int at = place % key.length();
        char other = Base62.digit(digit);
        Assume.that(other != key.charAt(at));
        String typo = key.substring(0, at) + other + key.substring(at + 1);
        Assume.that(KeyText.parse(typo).isEmpty());
        assertThat(KeyTypo.locate(typo)).isEqualTo(OptionalInt.of(at + 1));
    }

    @Property(tries = 2000)
    void everySwapOfNeighboursIsLocated(@ForAll @IntRange(min = 0, max = 200) int place) {
        String key = World.fabricated("test", KeyType.SECRET, World.newId());
        int at = place % (key.length() - 1);
        Assume.that(key.charAt(at) != key.charAt(at + 1));
        String typo =
                key.substring(0, at) + key.charAt(at + 1) + key.charAt(at) + key.substring(at + 2);
        assertThat(KeyTypo.locate(typo)).isEqualTo(OptionalInt.of(at + 1));
    }

    @Property(tries = 500)
    void twoSubstitutionsFarApartAreNotLocated(@ForAll @IntRange(min = 15, max = 25) int place) {
        String key = World.fabricated("live", KeyType.SECRET, World.newId());
        String typo =
                CredentialScenarios.replaced(CredentialScenarios.replaced(key, place), place + 30);
        assertThat(KeyTypo.locate(typo)).isEmpty();
    }

    @Test
    void whatIsNoKeyHasNoTypo() {
        assertThat(KeyTypo.locate("")).isEmpty();
        assertThat(KeyTypo.locate("cda_")).isEmpty();
        assertThat(KeyTypo.locate("x".repeat(LENGTH))).isEmpty();
        assertThat(KeyTypo.locate("_".repeat(LENGTH))).isEmpty();
        assertThat(KeyTypo.locate("é".repeat(LENGTH))).isEmpty();
    }
}
