package dev.cardea.dialect.kept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.kept.KeptPage.Thing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptPageTest {
    private static Optional<KeptPage> read(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return KeptPage.read(bytes, bytes.length);
    }

    private static String without(String json, String id) {
        KeptPage page = read(json).orElseThrow();
        List<Thing> others = page.things().stream().filter(it -> !it.id().equals(id)).toList();
        return new String(page.with(others, page.hasMore()), UTF_8);
    }

    @Test
    void whatIsLeftOutLeavesNothingBehind() {
        assertThat(
                        without(
                                """
                                {"object":"list","data":[ {"id":"a","x":{"id":"deep"}} , {"id":"b"},{"id":"c"}],
                                 "first_id":"a","last_id":"c","has_more":true}\
                                """,
                                "a"))
                .isEqualTo(
                        """
                        {"object":"list","data":[{"id":"b"},{"id":"c"}],
                         "first_id":"b","last_id":"c","has_more":true}\
                        """);
    }

    @Test
    void theEndsOfAnEmptyPageAreNull() {
        assertThat(without("{\"last_id\":\"a\",\"first_id\":\"a\",\"data\":[{\"id\":\"a\"}]}", "a"))
                .isEqualTo("{\"last_id\":null,\"first_id\":null,\"data\":[]}");
    }

    @Test
    void aNameWithEscapesIsTheSameName() {
        assertThat(read("{\"d\\u0061ta\":[{\"\\u0069d\":\"\\u0061\"}]}").orElseThrow().things())
                .extracting(Thing::id)
                .containsExactly("a");
    }

    @Test
    void theFilesOfBatchesAreFound() {
        assertThat(
                        read("{\"data\":[{\"id\":\"b\",\"output_file_id\":\"o\",\"error_file_id\":null}]}")
                                .orElseThrow()
                                .things()
                                .getFirst()
                                .files())
                .containsExactly("o");
    }

    @Test
    void aThingWithoutAnIdIsLeftOut() {
        assertThat(read("{\"data\":[{\"name\":\"secret\"}]}").orElseThrow().things()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{\"id\":\"a\"}]",
                "{\"data\":{\"id\":\"a\"}}",
                "{\"data\":[\"a\"]}",
                "{\"data\":[[{\"id\":\"a\"}]]}",
                "{\"data\":[{\"id\":\"a\"}],\"data\":[{\"id\":\"b\"}]}",
                "{\"data\":[{\"id\":\"a\",\"id\":\"b\"}]}",
                "{\"data\":[],\"last_id\":\"a\",\"last_id\":\"b\"}",
                "{\"data\":[{\"id\":\"a\"}"
            })
    void whatIsNoPageOrTwoInOneIsNotRead(String json) {
        assertThat(read(json)).isEmpty();
    }
}
