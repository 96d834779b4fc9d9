package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A real model behind the gateway, called in every format that clients speak, streaming and not.
@Tag("needs-tools")
class SmallModelIT {
    private static final String QUESTION = "Name one colour.";

    @TempDir static Path folder;
    private static SmallModel model;
    private static RunningCardea cardea;

    @BeforeAll
    static void start() throws Exception {
        model = SmallModel.start(Files.createDirectories(folder.resolve("model")));
        cardea =
                RunningCardea.start(
                        folder,
                        "providers: [{name: local, dialect: openai, base_url: '%s/v1', api_key: '%s', models: [%s]}]"
                                .formatted(model.url(), SmallModel.CREDENTIAL, SmallModel.NAME));
    }

    @AfterAll
    static void stop() throws Exception {
        if (cardea != null) {
            cardea.close();
        }
        if (model != null) {
            model.close();
        }
    }

    @Test
    void openAiChat() {
        JsonNode answer = whole("/v1/chat/completions", chat(false));
        said(answer.at("/choices/0/message/content"));
        counted(answer.at("/usage/prompt_tokens"), answer.at("/usage/completion_tokens"));
        List<JsonNode> events = events("/v1/chat/completions", chat(true));
        said(events, "/choices/0/delta/content");
        assertThat(events).noneMatch(event -> event.path("usage").isObject());
    }

    @Test
    void openAiResponses() {
        String ask =
                "{\"model\":\"%s\",\"input\":\"%s\",\"max_output_tokens\":16,\"store\":false%s}";
        JsonNode answer = whole("/v1/responses", ask.formatted(SmallModel.NAME, QUESTION, ""));
        said(answer.at("/output/0/content/0/text"));
        List<JsonNode> events =
                events(
                        "/v1/responses",
                        ask.formatted(SmallModel.NAME, QUESTION, ",\"stream\":true"));
        assertThat(events.getFirst().path("type").asString()).isEqualTo("response.created");
        assertThat(events.getLast().path("type").asString())
                .isIn("response.completed", "response.incomplete");
        assertThat(text(events, "response.output_text.delta", "/delta")).isNotBlank();
    }

    @Test
    void anthropicMessages() {
        JsonNode answer = whole("/v1/messages", messages(false));
        said(answer.at("/content/0/text"));
        counted(answer.at("/usage/input_tokens"), answer.at("/usage/output_tokens"));
        assertThat(answer.path("stop_reason").asString()).isIn("end_turn", "max_tokens");
        List<JsonNode> events = events("/v1/messages", messages(true));
        assertThat(events.getFirst().path("type").asString()).isEqualTo("message_start");
        assertThat(events.getLast().path("type").asString()).isEqualTo("message_stop");
        assertThat(text(events, "content_block_delta", "/delta/text")).isNotBlank();
    }

    @Test
    void geminiGenerateContent() {
        String ask =
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"%s\"}]}],\"generationConfig\":{\"maxOutputTokens\":16}}"
                        .formatted(QUESTION);
        JsonNode answer = whole("/v1beta/models/smollm2:generateContent", ask);
        said(answer.at("/candidates/0/content/parts/0/text"));
        counted(
                answer.at("/usageMetadata/promptTokenCount"),
                answer.at("/usageMetadata/candidatesTokenCount"));
        said(
                events("/v1/models/smollm2:streamGenerateContent?alt=sse", ask),
                "/candidates/0/content/parts/0/text");
    }

    private static String chat(boolean stream) {
        return "{\"model\":\"%s\",\"stream\":%s,\"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(SmallModel.NAME, stream, QUESTION);
    }

    private static String messages(boolean stream) {
        return "{\"model\":\"%s\",\"stream\":%s,\"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(SmallModel.NAME, stream, QUESTION);
    }

    private static JsonNode whole(String path, String ask) {
        HttpResponse<String> answer = cardea.post(path, ask);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        metered(answer);
        return RunningCardea.JSON.readTree(answer.body());
    }

    private static List<JsonNode> events(String path, String ask) {
        HttpResponse<String> answer = cardea.post(path, ask);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        metered(answer);
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> RunningCardea.JSON.readTree(line.substring(6)))
                .toList();
    }

    /// The call's record holds what the model counted.
    private static void metered(HttpResponse<String> answer) {
        String id = answer.headers().firstValue("x-request-id").orElseThrow();
        JsonNode record = cardea.admin("GET", "/admin/v1/calls/" + id, "");
        counted(record.at("/usage/input"), record.at("/usage/output"));
        assertThat(record.path("outcome").asString()).isEqualTo("completed");
    }

    private static void said(JsonNode text) {
        assertThat(text.asString()).isNotBlank();
    }

    private static void said(List<JsonNode> events, String pointer) {
        String text =
                events.stream()
                        .map(event -> event.at(pointer).asString(""))
                        .collect(Collectors.joining());
        assertThat(text).isNotBlank();
    }

    private static String text(List<JsonNode> events, String type, String pointer) {
        return events.stream()
                .filter(event -> event.path("type").asString().equals(type))
                .map(event -> event.at(pointer).asString(""))
                .collect(Collectors.joining());
    }

    private static void counted(JsonNode input, JsonNode output) {
        // A cached prompt counts apart in some formats.
        assertThat(input.asInt()).isBetween(1, 100);
        assertThat(output.asInt()).isBetween(1, 16);
    }
}
