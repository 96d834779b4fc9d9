package dev.cardea.dialect.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.model.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpliceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"a\",\"stream\":true} | {\"stream_options\":{\"include_usage\":true},\"model\":\"b\",\"stream\":true}",
                "{\"stream\":true,\"stream_options\":{},\"model\":\"a\"} | {\"stream\":true,\"stream_options\":{\"include_usage\":true},\"model\":\"b\"}",
                "{\"stream\":true,\"stream_options\":{\"x\":1}} | {\"stream\":true,\"stream_options\":{\"include_usage\":true,\"x\":1}}",
                "{\"stream\":true,\"stream_options\":null} | {\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\":false}} | {\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\":null}} | {\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\":true}} | {\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"stream\":false,\"model\":\"a\"} | {\"stream\":false,\"model\":\"b\"}",
                "{ \"model\" : \"b\" } | { \"model\" : \"b\" }",
            })
    void changesTheModelAndAsksForUsageWhereItMust(String body, String expected) {
        assertThat(spliced(body, Endpoint.CHAT_COMPLETIONS)).isEqualTo(expected);
    }

    @Test
    void asksForNoUsageWhereTheApiTellsItAnyway() {
        String body = "{\"model\":\"a\",\"stream\":true}";
        assertThat(spliced(body, Endpoint.RESPONSES))
                .isEqualTo("{\"model\":\"b\",\"stream\":true}");
        assertThat(spliced(body, Endpoint.MESSAGES)).isEqualTo("{\"model\":\"b\",\"stream\":true}");
    }

    @Test
    void countsFromTheOffset() {
        byte[] bytes = "xx{\"model\":\"a\"}yy".getBytes(StandardCharsets.UTF_8);
        Found found = (Found) RequestScan.scan(bytes, 2, 13, Endpoint.MESSAGES);
        Splice splice = found.splice("long-name", false);
        assertThat(new String(splice.apply(bytes, 2, 13), StandardCharsets.UTF_8))
                .isEqualTo("{\"model\":\"long-name\"}");
        assertThat(splice.growth()).isEqualTo(8);
    }

    @Test
    void editsApartAndInOrderOnly() {
        Splice.Edit late = new Splice.Edit(new Range(5, 9), new byte[0]);
        Splice.Edit early = new Splice.Edit(new Range(0, 6), new byte[0]);
        assertThatThrownBy(() -> new Splice(List.of(late, early)))
                .isInstanceOf(IllegalArgumentException.class);
        byte[] body = new byte[7];
        assertThatThrownBy(() -> new Splice(List.of(late)).apply(body, 0, 7))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String spliced(String body, Endpoint endpoint) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Found found = (Found) RequestScan.scan(bytes, 0, bytes.length, endpoint);
        Splice splice = found.splice("b", true);
        return new String(splice.apply(bytes, 0, bytes.length), StandardCharsets.UTF_8);
    }
}
