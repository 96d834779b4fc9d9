package dev.cardea.dialect.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tools of Responses that take a bare text, at a provider that knows functions only.
class TextToolsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] REQUEST =
            """
            {"model":"m","input":"Fix it","tools":[{"type":"custom","name":"patch"},
             {"type":"function","name":"shell","parameters":{"type":"object"}}]}
            """
                    .getBytes(StandardCharsets.UTF_8);
    private static final byte[] ANSWER =
            """
            {"id":"msg_1","model":"claude","stop_reason":"tool_use","content":[
             {"type":"tool_use","id":"t1","name":"patch","input":{"input":"a\\n\\"b\\""}},
             {"type":"tool_use","id":"t2","name":"patch","input":{"other":1}},
             {"type":"tool_use","id":"t3","name":"shell","input":{"input":"x"}}]}
            """
                    .getBytes(StandardCharsets.UTF_8);

    private static Translation.Translated translated() {
        return (Translation.Translated)
                Translator.of(Dialect.OPENAI, Endpoint.RESPONSES, Dialect.ANTHROPIC)
                        .orElseThrow()
                        .request(
                                REQUEST,
                                0,
                                REQUEST.length,
                                "claude-sonnet-4-5",
                                Options.of("req1", 1_800_000_000));
    }

    @Test
    void theProviderIsGivenAFunctionOfOneText() {
        JsonNode tool = JSON.readTree(translated().body()).at("/tools/0");
        assertThat(tool.at("/name").asString()).isEqualTo("patch");
        assertThat(tool.at("/input_schema/properties/input/type").asString()).isEqualTo("string");
    }

    @Test
    void aCallOfItComesBackAsACustomToolCall() {
        JsonNode output =
                JSON.readTree(
                                translated()
                                        .answers()
                                        .whole()
                                        .translate(ANSWER, 0, ANSWER.length)
                                        .body())
                        .at("/output");
        assertThat(output.at("/0/type").asString()).isEqualTo("custom_tool_call");
        assertThat(output.at("/0/call_id").asString()).isEqualTo("t1");
        assertThat(output.at("/0/input").asString()).isEqualTo("a\n\"b\"");
        assertThat(output.at("/1/input").asString()).isEqualTo("{\"other\":1}");
        assertThat(output.at("/2/type").asString()).isEqualTo("function_call");
        assertThat(output.at("/2/arguments").asString()).isEqualTo("{\"input\":\"x\"}");
    }

    @Test
    void inAStreamItsInputComesWhenItsArgumentsAreComplete() {
        StreamTranslation stream = translated().answers().stream();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String event :
                new String[] {
                    "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"claude\"}}",
                    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                            + "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"patch\",\"input\":{}}}",
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                            + "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"input\\\": \\\"a\"}}",
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                            + "{\"type\":\"input_json_delta\",\"partial_json\":\"\\\\nb\\\"}\"}}",
                    "{\"type\":\"content_block_stop\",\"index\":0}",
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}",
                    "{\"type\":\"message_stop\"}"
                }) {
            byte[] bytes = ("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8);
            out.writeBytes(stream.feed(bytes, 0, bytes.length));
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "\"type\":\"custom_tool_call\",\"status\":\"in_progress\"",
                        "\"type\":\"response.custom_tool_call_input.delta\"",
                        "\"delta\":\"a\\nb\"",
                        "\"type\":\"response.custom_tool_call_input.done\"",
                        "\"input\":\"a\\nb\"}",
                        "event: response.completed")
                .doesNotContain("function_call_arguments");
    }
}
