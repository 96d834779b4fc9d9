package dev.cardea.server.echo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `echo` answers to one request, as an answer and as the events of a stream.
///
/// @param text the words that the answer repeats, after the label that says what this is
/// @param input how many words were asked
/// @param stream whether the client asked for a stream
/// @param usage whether an OpenAI-shaped stream has to end with its usage
record EchoReply(String text, int input, boolean stream, boolean usage) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String LABEL = "[echo, the built-in test model] ";
    private static final String ID = "echo-1";

    /// Reads an OpenAI-shaped request.
    ///
    /// @throws tools.jackson.core.JacksonException when it isn't JSON
    static EchoReply to(byte[] body) {
        JsonNode request = JSON.readTree(body);
        String asked = lastText(request);
        return new EchoReply(
                LABEL + asked,
                Math.max(1, words(asked).size()),
                request.path("stream").asBoolean(false),
                request.path("stream_options").path("include_usage").asBoolean(false));
    }

    private static String lastText(JsonNode request) {
        JsonNode messages = request.path("messages");
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).path("role").asString("").equals("user")) {
                JsonNode content = messages.get(i).path("content");
                if (content.isString()) {
                    return content.asString();
                }
                for (int part = content.size() - 1; part >= 0; part--) {
                    if (content.get(part).path("text").isString()) {
                        return content.get(part).path("text").asString();
                    }
                }
            }
        }
        return request.path("prompt").asString("");
    }

    private int output() {
        return words(text).size();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ' ') {
                words.add(text.substring(from, i));
                from = i;
            }
        }
        return words;
    }

    byte[] openAi() {
        return bytes(
                Map.of(
                        "id",
                        "chatcmpl-" + ID,
                        "object",
                        "chat.completion",
                        "created",
                        0,
                        "model",
                        "echo",
                        "choices",
                        List.of(
                                Map.of(
                                        "index",
                                        0,
                                        "message",
                                        Map.of("role", "assistant", "content", text),
                                        "finish_reason",
                                        "stop")),
                        "usage",
                        openAiUsage()));
    }

    /// In the shape of a legacy completion.
    byte[] completion() {
        Map<String, Object> answer = completionPart(text, "stop");
        answer.put("usage", openAiUsage());
        return bytes(answer);
    }

    List<String> completionEvents() {
        List<String> events = new ArrayList<>();
        for (String word : words(text)) {
            events.add(event(completionPart(word, null)));
        }
        events.add(event(completionPart("", "stop")));
        if (usage) {
            Map<String, Object> last = completionPart("", null);
            last.put("choices", List.of());
            last.put("usage", openAiUsage());
            events.add(event(last));
        }
        events.add("data: [DONE]\n\n");
        return events;
    }

    private static Map<String, Object> completionPart(String text, @Nullable String finish) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("text", text);
        choice.put("logprobs", null);
        choice.put("finish_reason", finish);
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("id", "cmpl-" + ID);
        part.put("object", "text_completion");
        part.put("created", 0);
        part.put("model", "echo");
        part.put("choices", List.of(choice));
        return part;
    }

    List<String> openAiEvents() {
        List<String> events = new ArrayList<>();
        for (String word : words(text)) {
            events.add(chunk(Map.of("role", "assistant", "content", word), null));
        }
        events.add(chunk(Map.of(), "stop"));
        if (usage) {
            events.add(
                    event(
                            Map.of(
                                    "id",
                                    "chatcmpl-" + ID,
                                    "object",
                                    "chat.completion.chunk",
                                    "created",
                                    0,
                                    "model",
                                    "echo",
                                    "choices",
                                    List.of(),
                                    "usage",
                                    openAiUsage())));
        }
        events.add("data: [DONE]\n\n");
        return events;
    }

    private Map<String, Object> openAiUsage() {
        return Map.of(
                "prompt_tokens",
                input,
                "completion_tokens",
                output(),
                "total_tokens",
                input + output());
    }

    private static String chunk(Map<String, Object> delta, @Nullable String finish) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finish);
        return event(
                Map.of(
                        "id",
                        "chatcmpl-" + ID,
                        "object",
                        "chat.completion.chunk",
                        "created",
                        0,
                        "model",
                        "echo",
                        "choices",
                        List.of(choice)));
    }

    private static String event(Map<String, Object> json) {
        return "data: " + JSON.writeValueAsString(json) + "\n\n";
    }

    private static byte[] bytes(Map<String, Object> json) {
        return JSON.writeValueAsBytes(json);
    }
}
