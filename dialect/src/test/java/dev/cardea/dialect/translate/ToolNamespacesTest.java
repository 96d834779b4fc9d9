package dev.cardea.dialect.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Groups of tools, as Codex sends them in Responses, at providers that know functions only.
class ToolNamespacesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOOLS =
            """
            [{"type":"function","name":"shell","parameters":{"type":"object"}},
             {"type":"namespace","name":"agents","description":"Other agents.","tools":[
              {"type":"function","name":"spawn","description":"Begins one.","strict":false,"parameters":{"type":"object"}},
              {"type":"custom","name":"note"}]}]\
            """;

    private static Translation translation(String members, Dialect provider) {
        byte[] request =
                "{\"model\":\"m\",\"tools\":%s,%s}"
                        .formatted(TOOLS, members)
                        .getBytes(StandardCharsets.UTF_8);
        return Translator.of(Dialect.OPENAI, Endpoint.RESPONSES, provider)
                .orElseThrow()
                .request(request, 0, request.length, "m", Options.of("req1", 1_800_000_000));
    }

    private static JsonNode sent(String members) {
        var translated = (Translation.Translated) translation(members, Dialect.ANTHROPIC);
        return JSON.readTree(translated.body());
    }

    private static List<String> names(JsonNode tools) {
        List<String> names = new ArrayList<>();
        tools.forEach(tool -> names.add(tool.at("/name").asString()));
        return names;
    }

    @Test
    void becomeFunctionsWithTheGroupsNameInFront() {
        JsonNode tools = sent("\"input\":\"hi\"").at("/tools");

        assertThat(names(tools)).containsExactly("shell", "agents__spawn", "agents__note");
        assertThat(tools.at("/1/description").asString()).isEqualTo("Other agents.\n\nBegins one.");
        assertThat(tools.at("/2/description").asString()).isEqualTo("Other agents.");
    }

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"OPENAI", "ANTHROPIC", "GEMINI", "BEDROCK", "COHERE", "OLLAMA"})
    void areTakenByEveryProvider(Dialect provider) {
        Optional<Translator> responses =
                Translator.of(Dialect.OPENAI, Endpoint.RESPONSES, provider);

        assertThat(responses).isPresent();
        assertThat(translation("\"input\":\"hi\"", provider))
                .isInstanceOf(Translation.Translated.class);
    }

    @Test
    void earlierCallsAreToldByTheSameNames() {
        JsonNode sent =
                sent(
                        """
                        "input":[{"role":"user","content":"hi"},
                         {"type":"function_call","call_id":"c1","namespace":"agents","name":"spawn","arguments":"{}"},
                         {"type":"custom_tool_call","call_id":"c2","namespace":"agents","name":"note","input":"x"},
                         {"type":"function_call","call_id":"c3","namespace":null,"name":"shell","arguments":"{}"}]
                        """);

        assertThat(names(sent.at("/messages/1/content")))
                .containsExactly("agents__spawn", "agents__note", "shell");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[{\"type\":\"namespace\",\"name\":\"agents\"}]} | agents__spawn,agents__note",
                "{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[{\"type\":\"function\",\"name\":\"spawn\",\"namespace\":\"agents\"}]} | agents__spawn",
                "{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[{\"type\":\"function\",\"name\":\"shell\"}]} | shell",
            })
    void canBeAllowedAsAGroup(String choice, String left) {
        JsonNode sent = sent("\"input\":\"hi\",\"tool_choice\":" + choice);

        assertThat(names(sent.at("/tools"))).containsExactly(left.split(","));
    }

    @Test
    void aLongNameIsCutWhereProvidersWouldRefuseIt() {
        String tools = TOOLS.replace("agents", "a".repeat(40)).replace("spawn", "b".repeat(40));
        byte[] request =
                "{\"model\":\"m\",\"input\":\"hi\",\"tools\":%s}"
                        .formatted(tools)
                        .getBytes(StandardCharsets.UTF_8);
        var translated =
                (Translation.Translated)
                        Translator.of(Dialect.OPENAI, Endpoint.RESPONSES, Dialect.ANTHROPIC)
                                .orElseThrow()
                                .request(
                                        request,
                                        0,
                                        request.length,
                                        "m",
                                        Options.of("req1", 1_800_000_000));
        String name = JSON.readTree(translated.body()).at("/tools/1/name").asString();

        assertThat(name).hasSize(64).matches("a{40}__b+_[0-9a-f]{8}");
        JsonNode called = output(translated, call(name, "{}"));
        assertThat(called.at("/0/name").asString()).isEqualTo("b".repeat(40));
    }

    private static String call(String name, String input) {
        return "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"%s\",\"input\":%s}"
                .formatted(name, input);
    }

    private static JsonNode output(Translation.Translated translated, String calls) {
        byte[] answer =
                "{\"id\":\"msg_1\",\"model\":\"m\",\"stop_reason\":\"tool_use\",\"content\":[%s]}"
                        .formatted(calls)
                        .getBytes(StandardCharsets.UTF_8);
        byte[] body = translated.answers().whole().translate(answer, 0, answer.length).body();
        return JSON.readTree(body).at("/output");
    }

    @Test
    void callsComeBackWithGroupAndName() {
        var translated =
                (Translation.Translated) translation("\"input\":\"hi\"", Dialect.ANTHROPIC);
        JsonNode output =
                output(
                        translated,
                        call("agents__spawn", "{}")
                                + ","
                                + call("agents__note", "{\"input\":\"x\"}")
                                + ","
                                + call("shell", "{}"));

        assertThat(output.at("/0/namespace").asString()).isEqualTo("agents");
        assertThat(output.at("/0/name").asString()).isEqualTo("spawn");
        assertThat(output.at("/1/type").asString()).isEqualTo("custom_tool_call");
        assertThat(output.at("/1/namespace").asString()).isEqualTo("agents");
        assertThat(output.at("/1/name").asString()).isEqualTo("note");
        assertThat(output.at("/2").has("namespace")).isFalse();
    }

    @Test
    void inAStreamToo() {
        var translated =
                (Translation.Translated) translation("\"input\":\"hi\"", Dialect.ANTHROPIC);
        StreamTranslation stream = translated.answers().stream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String event :
                new String[] {
                    "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"m\"}}",
                    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                            + call("agents__spawn", "{}")
                            + "}",
                    "{\"type\":\"content_block_stop\",\"index\":0}",
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}",
                    "{\"type\":\"message_stop\"}"
                }) {
            byte[] bytes = ("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8);
            out.writeBytes(stream.feed(bytes, 0, bytes.length));
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"name\":\"spawn\",\"namespace\":\"agents\"")
                .doesNotContain("agents__spawn");
    }

    @Test
    void aGroupWithinAGroupIsRefused() {
        byte[] request =
                "{\"model\":\"m\",\"input\":\"hi\",\"tools\":[{\"type\":\"namespace\",\"name\":\"a\",\"tools\":%s}]}"
                        .formatted(TOOLS)
                        .getBytes(StandardCharsets.UTF_8);
        Translation translation =
                Translator.of(Dialect.OPENAI, Endpoint.RESPONSES, Dialect.ANTHROPIC)
                        .orElseThrow()
                        .request(
                                request, 0, request.length, "m", Options.of("req1", 1_800_000_000));

        assertThat(translation.toString()).contains("a namespace within a namespace");
    }
}
