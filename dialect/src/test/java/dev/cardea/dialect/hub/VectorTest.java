package dev.cardea.dialect.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VectorTest {
    /// 1.0, -0.5, 1e-10 as 32-bit floats, little-endian.
    private static final String BASE64 = "\"AACAPwAAAL//5tsu\"";

    @Test
    void numbersBecomeFloatsInBase64() {
        JsonOut out = new JsonOut(16);
        new Vector(Raw.json("[1, -0.5,1e-10]")).writeBase64(out);
        assertThat(out.toRaw().json()).isEqualTo(BASE64);
    }

    @Test
    void floatsInBase64BecomeNumbers() {
        JsonOut out = new JsonOut(16);
        new Vector(Raw.json(BASE64)).writeNumbers(out);
        assertThat(out.toRaw().json()).isEqualTo("[1.0,-0.5,1.0E-10]");
    }

    @Test
    void whatHasTheWantedFormStaysAsItIs() {
        JsonOut numbers = new JsonOut(16);
        new Vector(Raw.json("[0.10, 2]")).writeNumbers(numbers);
        assertThat(numbers.toRaw().json()).isEqualTo("[0.10, 2]");
        JsonOut text = new JsonOut(16);
        new Vector(Raw.json(BASE64)).writeBase64(text);
        assertThat(text.toRaw().json()).isEqualTo(BASE64);
    }

    @Test
    void whatIsNoVectorIsRefused() {
        assertThatThrownBy(() -> new Vector(Raw.json("{}"))).isInstanceOf(TranslationFault.class);
        for (String broken : new String[] {"\"AAA\"", "\"AAAAAAA=\"", "\"!\"", "\"AADAfw==\""}) {
            Vector vector = new Vector(Raw.json(broken));
            assertThatThrownBy(() -> vector.writeNumbers(new JsonOut(16)))
                    .as(broken)
                    .isInstanceOf(TranslationFault.class);
        }
        Vector texts = new Vector(Raw.json("[\"a\"]"));
        assertThatThrownBy(() -> texts.writeBase64(new JsonOut(16)))
                .isInstanceOf(TranslationFault.class);
    }
}
