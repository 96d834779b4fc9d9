package dev.cardea.benchmarks;

import dev.cardea.dialect.translate.Options;
import dev.cardea.dialect.translate.StreamTranslation;
import dev.cardea.dialect.translate.Translation;
import dev.cardea.dialect.translate.Translator;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A Chat Completions call at an Anthropic provider, beside one Jackson streaming pass over the same
/// bytes: a request of 2 kB, one of an agent with 30 tools and 90 kB, the answer, and one event of a
/// stream.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TranslationBenchmark {
    private static final JsonFactory JACKSON = JsonFactory.builder().build();
    private static final Options OPTIONS = Options.of("bench", 1_763_800_000);
    private static final String PROSE =
            "Read the file \\\"src/main.rs\\\" and say what it does.\\nThen fix the bug: the loop never ends"
                    + " when the list is empty, because the index is compared too late. ";

    /// What is translated.
    @Param({"request", "agent", "answer", "event"})
    private String scene = "request";

    private Translator translator =
            Translator.of(Dialect.OPENAI, Endpoint.CHAT_COMPLETIONS, Dialect.ANTHROPIC)
                    .orElseThrow();
    private byte[] bytes = {};
    private byte[] json = {};
    private Translation.Translated asked = translated(request(0, 200));
    private StreamTranslation stream = asked.answers().stream();

    @Setup
    public void prepare() {
        json =
                switch (scene) {
                    case "request" -> request(1, 1_500);
                    case "agent" -> request(30, 57_000);
                    case "answer" ->
                            utf8(
                                    "{\"id\":\"msg_01\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\",\"content\":[{\"type\":\"text\",\"text\":\""
                                            + PROSE.repeat(4)
                                            + "\"},{\"type\":\"tool_use\",\"id\":\"toolu_01\",\"name\":\"read_file\",\"input\":{\"path\":\"src/main.rs\",\"lines\":[1,200]}}],\"stop_reason\":\"tool_use\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":812,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":640,\"output_tokens\":97}}");
                    case "event" ->
                            utf8(
                                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"the loop never\"}}");
                    default -> throw new IllegalArgumentException("no scene " + scene);
                };
        bytes = json;
        if (scene.equals("event")) {
            bytes =
                    utf8(
                            "event: content_block_delta\ndata: "
                                    + new String(json, StandardCharsets.UTF_8)
                                    + "\n\n");
            byte[] start =
                    utf8(
                            "data: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_01\",\"model\":\"claude-sonnet-4-5\",\"usage\":{\"input_tokens\":8}}}\n\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");
            stream.feed(start, 0, start.length);
        }
    }

    private Translation.Translated translated(byte[] request) {
        return (Translation.Translated)
                translator.request(request, 0, request.length, "claude-sonnet-4-5", OPTIONS);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// @param prose how many bytes of it
    private static byte[] request(int tools, int prose) {
        StringBuilder text = new StringBuilder("{\"model\":\"m\",\"messages\":[");
        text.append("{\"role\":\"system\",\"content\":\"");
        int turns = Math.max(2, prose / 4_000);
        text.append(PROSE.repeat(prose / 2 / PROSE.length())).append("\"}");
        for (int i = 0; i < turns; i++) {
            text.append(",{\"role\":\"user\",\"content\":\"");
            text.append(PROSE.repeat(Math.max(1, prose / 2 / turns / PROSE.length())));
            text.append(
                            "\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_")
                    .append(i)
                    .append("\",\"type\":\"function\",\"function\":{\"name\":\"tool_0\",")
                    .append("\"arguments\":\"{\\\"path\\\":\\\"src/main.rs\\\"}\"}}]},")
                    .append("{\"role\":\"tool\",\"tool_call_id\":\"call_")
                    .append(i)
                    .append("\",\"content\":\"fn main() { loop {} }\"}");
        }
        text.append("],\"tools\":[");
        for (int i = 0; i < tools; i++) {
            text.append(i == 0 ? "" : ",").append(tool(i));
        }
        text.append(
                "],\"tool_choice\":\"auto\",\"temperature\":0.7,\"max_tokens\":4096,\"stream\":true}");
        String whole = text.toString();
        return utf8(
                tools == 0 ? whole.replace("\"tools\":[],\"tool_choice\":\"auto\",", "") : whole);
    }

    private static String tool(int number) {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            members.append(i == 0 ? "" : ",")
                    .append("\"option_")
                    .append(i)
                    .append("\":{\"type\":\"string\",\"description\":\"What the tool shall do with")
                    .append(
                            " the part that is named here, in a word or two.\",\"enum\":[\"a\",\"b\"]}");
        }
        return "{\"type\":\"function\",\"function\":{\"name\":\"tool_%d\",\"description\":\"Does what tool %d does, and says how far it got. %s\",\"parameters\":{\"type\":\"object\",\"properties\":{%s},\"required\":[\"option_0\"],\"additionalProperties\":false}}}"
                .formatted(number, number, PROSE, members);
    }

    /// What the ratio is taken to.
    @Benchmark
    public int jackson(Blackhole sink) {
        int tokens = 0;
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        sink.consume(tokens);
        return tokens;
    }

    @Benchmark
    public Object translate() {
        return switch (scene) {
            case "answer" -> asked.answers().whole().translate(bytes, 0, bytes.length);
            case "event" -> stream.feed(bytes, 0, bytes.length);
            default -> translator.request(bytes, 0, bytes.length, "claude-sonnet-4-5", OPTIONS);
        };
    }
}
