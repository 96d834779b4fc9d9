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

    /// Reads an OpenAI- or Anthropic-shaped request.
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

    byte[] anthropic() {
        return bytes(
                Map.of(
                        "id",
                        "msg_" + ID,
                        "type",
                        "message",
                        "role",
                        "assistant",
                        "model",
                        "echo",
                        "content",
                        List.of(Map.of("type", "text", "text", text)),
                        "stop_reason",
                        "end_turn",
                        "usage",
                        Map.of("input_tokens", input, "output_tokens", output())));
    }

    List<String> anthropicEvents() {
        List<String> events = new ArrayList<>();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", "msg_" + ID);
        message.put("type", "message");
        message.put("role", "assistant");
        message.put("model", "echo");
        message.put("content", List.of());
        message.put("stop_reason", null);
        message.put("stop_sequence", null);
        message.put("usage", Map.of("input_tokens", input, "output_tokens", 1));
        events.add(named("message_start", Map.of("message", message)));
        events.add(
                named(
                        "content_block_start",
                        Map.of("index", 0, "content_block", Map.of("type", "text", "text", ""))));
        for (String word : words(text)) {
            events.add(
                    named(
                            "content_block_delta",
                            Map.of(
                                    "index",
                                    0,
                                    "delta",
                                    Map.of("type", "text_delta", "text", word))));
        }
        events.add(named("content_block_stop", Map.of("index", 0)));
        events.add(
                named(
                        "message_delta",
                        Map.of(
                                "delta",
                                Map.of("stop_reason", "end_turn"),
                                "usage",
                                Map.of("output_tokens", output()))));
        events.add(named("message_stop", Map.of()));
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

    private static String named(String type, Map<String, Object> members) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.putAll(members);
        return "event: " + type + "\n" + event(event);
    }

    private static String event(Map<String, Object> json) {
        return "data: " + JSON.writeValueAsString(json) + "\n\n";
    }

    private static byte[] bytes(Map<String, Object> json) {
        return JSON.writeValueAsBytes(json);
    }
}
