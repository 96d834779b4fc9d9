package dev.cardea.dialect.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.scan.RequestScan.Broken;
import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.model.Endpoint;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestScanTest {

    @Test
    void findsModelAndStreamAndWhereTheyStand() {
        String body = "{\"messages\":[{\"model\":\"x\"}], \"model\" : \"gpt-5\",\"stream\":true}";
        Found found = found(body);
        assertThat(found.model().orElseThrow().name()).isEqualTo("gpt-5");
        Range token = found.model().orElseThrow().token();
        assertThat(body.substring((int) token.from(), (int) token.to())).isEqualTo("\"gpt-5\"");
        assertThat(found.stream()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"mod\\u0065l\":\"a\"} | a",
                "{\"\\u006d\\u006f\\u0064\\u0065\\u006c\":\"a\"} | a",
                "{\"model\":\"g\\u0070t\\/\\\"5\\\"\"} | gpt/\"5\"",
                "{\"model\":\"模型\"} | 模型",
                "{\"model\":\"\\ud83d\\ude00\"} | 😀",
                "{\"a\":{\"model\":\"b\"},\"model\":\"c\"} | c",
                "{\"a\":[[{\"model\":\"b\"}]],\"model\":\"c\",\"z\":{\"model\":1}} | c",
            })
    void readsTheTopLevelModelWithEscapesDecoded(String body, String model) {
        assertThat(found(body).model().orElseThrow().name()).isEqualTo(model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"model\":null}",
                "{\"a\":{\"model\":\"b\"}}",
                "{\"models\":\"b\",\"mode\":\"x\",\"\":1}",
                "{\"stream_options\":{\"model\":\"b\"}}"
            })
    void aBodyWithoutTopLevelModelNamesNone(String body) {
        assertThat(found(body).model()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"a\",\"model\":\"b\"}",
                "{\"model\":\"a\",\"m\\u006fdel\":\"b\"}",
                "{\"model\":\"a\",\"Model\":\"b\"}",
                "{\"MODEL\":\"b\"}",
                "{\"model\":\"a\",\"\\u017ftream\":true}",
                "{\"model\":\"a\",\"ſtream\":true}",
                "{\"model\":\"a\",\"model\\u0000\":\"b\"}",
                "{\"stream\":true,\"stream\":false}",
                "{\"stream\":\"true\"}",
                "{\"stream\":1}",
                "{\"stream\":[]}",
                "{\"model\":1}",
                "{\"model\":{}}",
                "{\"model\":[\"a\"]}",
                "{\"model\":\"a\\u0000\"}",
                "{\"model\":\"\\ud800\"}",
                "{\"stream_options\":[]}",
                "{\"stream_options\":{},\"stream_options\":{}}",
                "{\"stream_options\":{\"include_usage\":true,\"include_usage\":false}}",
                "{\"stream_options\":{\"include_usage\":\"no\"}}",
                "{\"stream_options\":{\"include_usage\":{}}}",
                "[]",
                "\"model\"",
                "1",
                "12",
                "null",
                "",
                " ",
                "{",
                "{\"model\"",
                "{\"model\":",
                "{\"model\":\"a",
                "{\"model\":\"a\"",
                "{\"model\":\"a\",}",
                "{\"model\":\"a\"}}",
                "{\"model\":\"a\"} {}",
                "{'model':\"a\"}",
                "{model:\"a\"}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":-}",
                "{\"a\":+1}",
                "{\"a\":1e}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":[1,]}",
                "{\"a\":[1}",
                "{\"a\":1]",
                "\uFEFF{\"model\":\"a\"}",
                "{\"model\":\"a\"/**/}"
            })
    void whatCouldBeReadTwoWaysOrNotAtAllIsBroken(String body) {
        RequestScan scan = scan(body);
        assertThat(scan).isInstanceOf(Broken.class);
        assertThat(((Broken) scan).fault().reason().code()).isEqualTo("REQUEST_MALFORMED");
    }

    @Test
    void saysWhereAndWhatWasExpected() {
        assertThat(detail("{\"a\" 1}")).isEqualTo("at byte 6 ':' was expected");
        assertThat(detail("{\"a\":1")).isEqualTo("at byte 7 ',' or '}' was expected");
        assertThat(detail("[1]")).isEqualTo("a JSON object was expected");
        assertThat(detail("")).isEqualTo("the body is empty; a JSON object was expected");
        assertThat(detail("\uFEFF{}")).contains("byte order mark");
        assertThat(detail("{\"model\":\"a\",\"model\":\"b\"}"))
                .isEqualTo("at byte 14 no second member 'model' was expected");
    }

    private static String detail(String body) {
        return ((Broken) scan(body)).fault().words().get("detail");
    }

    private static RequestScan scan(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return RequestScan.scan(bytes, 0, bytes.length, Endpoint.CHAT_COMPLETIONS);
    }

    private static Found found(String body) {
        RequestScan scan = scan(body);
        assertThat(scan).as(body).isInstanceOf(Found.class);
        return (Found) scan;
    }
}
