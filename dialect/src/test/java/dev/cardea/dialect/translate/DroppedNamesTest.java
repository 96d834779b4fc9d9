package dev.cardea.dialect.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.hub.Field;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is left out of a request is named as the client wrote it: every field of every client dialect,
/// by each of its names.
class DroppedNamesTest {
    /// The smallest request of each, with a place for one more member.
    private static final Map<String, String> BODIES =
            Map.of(
                    "openai",
                    "{'model':'m','messages':[{'role':'user','content':'hi'}],%s}",
                    "responses",
                    "{'model':'m','input':'hi',%s}",
                    "anthropic",
                    "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'hi'}],%s}",
                    "gemini",
                    "{'contents':[{'role':'user','parts':[{'text':'hi'}]}],%s}");

    /// The same with a place for a piece of content.
    private static final Map<String, String> CONTENTS =
            Map.of(
                    "openai",
                    "{'model':'m','messages':[{'role':'user','content':[%s]}]}",
                    "responses",
                    "{'model':'m','input':[{'role':'user','content':[%s]}]}",
                    "anthropic",
                    "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':[%s]}]}",
                    "gemini",
                    "{'contents':[{'role':'user','parts':[%s]}]}");

    /// The same with a place for what the model said.
    private static final Map<String, String> SAID =
            Map.of(
                    "openai",
                    "{'model':'m','messages':[{'role':'user','content':'hi'},"
                            + "{'role':'assistant','content':'ho',%s},{'role':'user','content':'hi'}]}",
                    "responses",
                    "{'model':'m','input':[{'role':'user','content':'hi'},%s,"
                            + "{'role':'assistant','content':[{'type':'output_text','text':'ho'}]},"
                            + "{'role':'user','content':'hi'}]}",
                    "anthropic",
                    "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'hi'},"
                            + "{'role':'assistant','content':[%s,{'type':'text','text':'ho'}]},"
                            + "{'role':'user','content':'hi'}]}",
                    "gemini",
                    "{'contents':[{'role':'user','parts':[{'text':'hi'}]},"
                            + "{'role':'model','parts':[%s,{'text':'ho'}]},"
                            + "{'role':'user','parts':[{'text':'hi'}]}]}");

    /// @param said what the client wrote, with single quotes
    /// @param target a provider that can't be told
    /// @param names what is listed
    record Row(
            String client,
            Map<String, String> place,
            String said,
            String target,
            Field field,
            List<String> names) {

        @Override
        public String toString() {
            return client + " " + names + " at " + target;
        }
    }

    private static final Map<String, Map<String, String>> PLACES =
            Map.of("member", BODIES, "content", CONTENTS, "said", SAID);

    /// From `dropped-names.txt`.
    static List<Row> rows() throws IOException {
        try (InputStream table = DroppedNamesTest.class.getResourceAsStream("dropped-names.txt")) {
            return new String(table.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(DroppedNamesTest::row)
                    .toList();
        }
    }

    private static Row row(String line) {
        String[] words = line.split(" \\| ", 6);
        return new Row(
                words[0],
                PLACES.get(words[1]),
                words[5],
                words[3],
                Field.valueOf(words[2]),
                List.of(words[4].split(", ")));
    }

    /// Fields that a dialect can't say. Each dialect says [Field#TOOLS], which no target refuses.
    private static final Map<String, Set<Field>> UNSAID =
            Map.of(
                    "openai",
                    EnumSet.of(Field.DOCUMENT_CONTEXT, Field.CITATIONS, Field.TOOL_ERROR),
                    "responses",
                    EnumSet.of(
                            Field.TOP_K,
                            Field.PRESENCE_PENALTY,
                            Field.FREQUENCY_PENALTY,
                            Field.SEED,
                            Field.STOP,
                            Field.N,
                            Field.MODALITIES,
                            Field.CACHE_MARKER,
                            Field.VIDEO,
                            Field.DOCUMENT_CONTEXT,
                            Field.CITATIONS,
                            Field.TOOL_ERROR),
                    "anthropic",
                    EnumSet.of(
                            Field.PRESENCE_PENALTY,
                            Field.FREQUENCY_PENALTY,
                            Field.SEED,
                            Field.N,
                            Field.LOGPROBS,
                            Field.MODALITIES,
                            Field.RESPONSE_FORMAT,
                            Field.IMAGE_DETAIL,
                            Field.AUDIO,
                            Field.VIDEO),
                    "gemini",
                    EnumSet.of(
                            Field.USER,
                            Field.TOOL_STRICT,
                            Field.PARALLEL_TOOLS,
                            Field.CACHE_MARKER,
                            Field.IMAGE_DETAIL,
                            Field.DOCUMENT_CONTEXT,
                            Field.CITATIONS));

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsLeftOutIsNamedAsItWasWritten(Row row) {
        byte[] body =
                row.place.get(row.client).formatted(row.said).replace('\'', '"').getBytes(UTF_8);
        String model = row.target.equals("azure") ? "o3" : Pairs.MODELS.get(row.target);
        Translation translation =
                Pairs.translator(row.client, row.target)
                        .orElseThrow()
                        .request(
                                body,
                                0,
                                body.length,
                                row.target.equals("gemini") ? "gemini-2.0-flash" : model,
                                Pairs.options(row.client, false).droppingUnsupported(true));
        assertThat(translation)
                .isInstanceOfSatisfying(
                        Translation.Translated.class,
                        it ->
                                assertThat(
                                                it.dropped().stream()
                                                        .filter(n -> !n.equals("messages.name")))
                                        .containsExactlyElementsOf(row.names));
    }

    @Test
    void everyFieldThatADialectCanSayHasARow() throws IOException {
        for (String client : UNSAID.keySet()) {
            Set<Field> covered =
                    rows().stream()
                            .filter(row -> row.client.equals(client))
                            .map(Row::field)
                            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Field.class)));
            assertThat(covered).as(client).doesNotContainAnyElementsOf(UNSAID.get(client));
            covered.addAll(UNSAID.get(client));
            covered.add(Field.TOOLS);
            assertThat(covered).as(client).containsAll(Arrays.asList(Field.values()));
        }
    }
}
