package dev.cardea.dialect.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// No field of a request is lost silently: for each that clients' libraries know, and each provider,
/// what is sent differs by it, or the field is listed as dropped, or the request is refused by its name.
class EveryFieldTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /// One that Bedrock can embed by; the others don't look at it.
    private static final String MODEL = "amazon.titan-embed-text-v2:0";

    private static final Path FIELDS = Path.of("src/test/resources/golden/fields.txt");

    /// What each endpoint is asked besides the field.
    private static final Map<Endpoint, String> BASES =
            Map.of(
                    Endpoint.CHAT_COMPLETIONS,
                    """
                    {"model":"m","messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"hi"},
                      {"role":"assistant","content":"hello"},{"role":"user","content":"again"}],
                     "tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object","properties":{"q":{"type":"string"}}}}}]}
                    """,
                    Endpoint.COMPLETIONS,
                    "{\"model\":\"m\",\"prompt\":\"hi\"}",
                    Endpoint.RESPONSES,
                    """
                    {"model":"m","input":[{"role":"user","content":"hi"}],"store":false,
                     "tools":[{"type":"function","name":"look","parameters":{"type":"object","properties":{"q":{"type":"string"}}},"strict":false}]}
                    """,
                    Endpoint.MESSAGES,
                    """
                    {"model":"m","max_tokens":5000,"messages":[{"role":"user","content":"hi"}],
                     "tools":[{"name":"look","input_schema":{"type":"object","properties":{"q":{"type":"string"}}}}]}
                    """,
                    Endpoint.GENERATE_CONTENT,
                    """
                    {"contents":[{"role":"user","parts":[{"text":"hi"}]}],
                     "tools":[{"functionDeclarations":[{"name":"look","parameters":{"type":"OBJECT","properties":{"q":{"type":"STRING"}}}}]}]}
                    """,
                    Endpoint.EMBEDDINGS,
                    "{\"model\":\"m\",\"input\":\"hi\"}");

    /// Fields that say how the answer is to be written, which the gateway does itself.
    private static final Set<String> OF_THE_ANSWER =
            Set.of("/include [\"reasoning.encrypted_content\"]", "/encoding_format \"base64\"");

    private record Field(Endpoint endpoint, String pointer, JsonNode value, JsonNode along) {
        static Field of(String line) {
            String[] words = line.split(" ", 3);
            List<JsonNode> values = new ArrayList<>();
            try (JsonParser parser = JSON.createParser(words[2])) {
                while (parser.nextToken() != null) {
                    values.add(JSON.readTree(parser));
                }
            }
            return new Field(
                    Endpoint.valueOf(words[0]),
                    words[1],
                    values.getFirst(),
                    values.size() > 1 ? values.get(1) : JSON.createObjectNode());
        }

        /// Where it is, and with what value.
        @Override
        public String toString() {
            return endpoint + " " + pointer + " " + value;
        }
    }

    private record Outcome(String sent, List<String> dropped, Optional<String> refused) {}

    @Test
    void isSentOrListedOrRefusedByItsName() {
        List<String> lost = new ArrayList<>();
        int checked = 0;
        for (Field field : fields()) {
            ObjectNode without = (ObjectNode) JSON.readTree(BASES.get(field.endpoint()));
            merge(without, (ObjectNode) field.along());
            ObjectNode with = without.deepCopy();
            put(with, field.pointer(), field.value());
            for (Dialect provider : Dialect.values()) {
                Optional<Translator> translator =
                        Translator.of(field.endpoint().dialect(), field.endpoint(), provider);
                if (translator.isEmpty()) {
                    continue;
                }
                Outcome plain = outcome(translator.get(), without);
                Outcome told = outcome(translator.get(), with);
                checked++;
                if (isAmiss(told) || (isLost(plain, told) && !isOfTheAnswer(field))) {
                    lost.add(field + " at " + provider + ": " + plain + " " + told);
                }
            }
        }
        assertThat(lost).as("lost silently").isEmpty();
        assertThat(checked).isGreaterThan(1000);
    }

    /// The example itself is wrong.
    private static boolean isAmiss(Outcome told) {
        return told.refused().filter(it -> !it.startsWith("FIELD_UNSUPPORTED")).isPresent();
    }

    /// Where what goes along is refused already, the field can't be lost.
    private static boolean isLost(Outcome plain, Outcome told) {
        return plain.refused().isEmpty() && told.equals(plain);
    }

    private static boolean isOfTheAnswer(Field field) {
        return OF_THE_ANSWER.contains(field.pointer() + " " + field.value());
    }

    private static Outcome outcome(Translator translator, ObjectNode request) {
        byte[] body = JSON.writeValueAsBytes(request);
        return switch (translator.request(
                body, 0, body.length, MODEL, Options.of("req1", 1_800_000_000))) {
            case Translation.Translated it ->
                    new Outcome(
                            it.path()
                                    + it.headers()
                                    + new String(it.body(), StandardCharsets.UTF_8),
                            it.dropped(),
                            Optional.empty());
            case Translation.Refused(var fault) ->
                    new Outcome(
                            "",
                            List.of(),
                            Optional.of(fault.reason().code() + " " + fault.words()));
            case Translation.Answered it ->
                    new Outcome("", List.of(), Optional.of("answered " + it.status()));
        };
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties()
                .forEach(member -> {
                    if (into.get(member.getKey()) instanceof ObjectNode inner
                            && member.getValue() instanceof ObjectNode other) {
                        merge(inner, other);
                    } else {
                        into.set(member.getKey(), member.getValue());
                    }
                });
    }

    /// Sets a value, making the objects on its way.
    private static void put(ObjectNode root, String pointer, JsonNode value) {
        JsonNode at = root;
        String[] steps = pointer.substring(1).split("/");
        for (String step : Arrays.copyOf(steps, steps.length - 1)) {
            JsonNode next = at.at(JsonPointer.compile("/" + step));
            at = next.isMissingNode() ? ((ObjectNode) at).putObject(step) : next;
        }
        String last = steps[steps.length - 1];
        if (at instanceof ArrayNode list) {
            list.insert(Integer.parseInt(last), value);
        } else {
            ((ObjectNode) at).set(last, value);
        }
    }

    private static List<Field> fields() {
        try (Stream<String> lines = Files.lines(FIELDS)) {
            return lines.filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Field::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
