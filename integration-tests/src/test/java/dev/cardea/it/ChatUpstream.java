package dev.cardea.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An upstream that imitates OpenAI, Anthropic and Gemini over real HTTP, whole and streamed, and
/// takes one credential only. It refuses what is not of its own format.
///
/// It says `Hello from <format>`. Where tools are offered it asks for `weather` of Berlin; once it has
/// the tool's result it repeats it. An answer costs 21 tokens in and 8 out.
final class ChatUpstream implements AutoCloseable {
    static final String CREDENTIAL = "sk-upstream-0123456789abcdef0123456789abcdef";
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ARGUMENTS = "{\\\"city\\\":\\\"Berlin\\\"}";

    private final HttpServer server;

    private ChatUpstream(HttpServer server) {
        this.server = server;
    }

    static ChatUpstream start() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", ChatUpstream::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return new ChatUpstream(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            String path = exchange.getRequestURI().toString();
            boolean stream = request.path("stream").asBoolean(false);
            switch (path) {
                case "/v1/chat/completions" -> openAi(exchange, request, stream);
                case "/v1/messages" -> anthropic(exchange, request, stream);
                case "/v1beta/models/m-gemini:generateContent" -> gemini(exchange, request, false);
                case "/v1beta/models/m-gemini:streamGenerateContent?alt=sse" ->
                        gemini(exchange, request, true);
                default -> send(exchange, 404, "{\"error\":{\"message\":\"no such path\"}}");
            }
        }
    }

    private static void openAi(HttpExchange exchange, JsonNode request, boolean stream)
            throws IOException {
        if (refused(exchange, "authorization", "Bearer " + CREDENTIAL)
                || refused(exchange, request, "messages", "model")) {
            return;
        }
        JsonNode last = request.path("messages").path(request.path("messages").size() - 1);
        boolean tool = request.has("tools") && !last.path("role").asString().equals("tool");
        String text =
                last.path("role").asString().equals("tool") ? text(last) : "Hello from openai";
        String call =
                "{%s\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"%s\"}}";
        String finish = tool ? "tool_calls" : "stop";
        if (!stream) {
            String message =
                    tool
                            ? "\"content\":null,\"tool_calls\":["
                                    + call.formatted("", ARGUMENTS)
                                    + "]"
                            : "\"content\":" + quoted(text);
            send(
                    exchange,
                    200,
                    """
                    {"id":"c1","object":"chat.completion","created":1,"model":"m-openai","choices":[{"index":0,\
                    "message":{"role":"assistant",%s},"logprobs":null,"finish_reason":"%s"}],"usage":{"prompt_tokens":21,\
                    "completion_tokens":8,"total_tokens":29}}\
                    """
                            .formatted(message, finish));
            return;
        }
        List<String> deltas = new ArrayList<>();
        if (tool) {
            deltas.add(
                    "\"role\":\"assistant\",\"tool_calls\":["
                            + call.formatted("\"index\":0,", "")
                            + "]");
            for (String piece : List.of("{\\\"city\\\"", ":\\\"Berlin\\\"}")) {
                deltas.add(
                        "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\""
                                + piece
                                + "\"}}]");
            }
        } else {
            deltas.add("\"role\":\"assistant\",\"content\":\"\"");
            pieces(text).forEach(piece -> deltas.add("\"content\":" + quoted(piece)));
        }
        String chunk =
                "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-openai\",\"choices\":[%s]%s}\n\n";
        List<String> events = new ArrayList<>();
        deltas.forEach(delta ->
                events.add(
                        chunk.formatted(
                                "{\"index\":0,\"delta\":{" + delta + "},\"finish_reason\":null}",
                                "")));
        events.add(
                chunk.formatted(
                        "{\"index\":0,\"delta\":{},\"finish_reason\":\"" + finish + "\"}", ""));
        if (request.path("stream_options").path("include_usage").asBoolean(false)) {
            events.add(
                    chunk.formatted(
                            "",
                            ",\"usage\":{\"prompt_tokens\":21,\"completion_tokens\":8,\"total_tokens\":29}"));
        }
        events.add("data: [DONE]\n\n");
        events(exchange, events);
    }

    private static void anthropic(HttpExchange exchange, JsonNode request, boolean stream)
            throws IOException {
        if (refused(exchange, "x-api-key", CREDENTIAL)
                || refused(exchange, request, "messages", "max_tokens", "model")) {
            return;
        }
        JsonNode last = request.path("messages").path(request.path("messages").size() - 1);
        JsonNode result = last.path("content").path(0);
        boolean answered = result.path("type").asString("").equals("tool_result");
        boolean tool = request.has("tools") && !answered;
        String text = answered ? text(result) : "Hello from anthropic";
        String stop = tool ? "tool_use" : "end_turn";
        String message =
                """
                {"id":"msg_1","type":"message","role":"assistant","model":"m-anthropic","content":[%s],\
                "stop_reason":%s,"stop_sequence":null,"usage":{"input_tokens":21,"output_tokens":%d}}\
                """;
        String block =
                tool
                        ? "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"weather\",\"input\":%s}"
                        : "{\"type\":\"text\",\"text\":%s}";
        if (!stream) {
            String content = block.formatted(tool ? "{\"city\":\"Berlin\"}" : quoted(text));
            send(exchange, 200, message.formatted(content, quoted(stop), 8));
            return;
        }
        List<String> events = new ArrayList<>();
        events.add(event("message_start", "\"message\":" + message.formatted("", "null", 1)));
        events.add(
                event(
                        "content_block_start",
                        "\"index\":0,\"content_block\":" + block.formatted(tool ? "{}" : "\"\"")));
        for (String piece : tool ? List.of("{\"city\"", ":\"Berlin\"}") : pieces(text)) {
            String delta =
                    tool
                            ? "{\"type\":\"input_json_delta\",\"partial_json\":%s}"
                            : "{\"type\":\"text_delta\",\"text\":%s}";
            events.add(
                    event(
                            "content_block_delta",
                            "\"index\":0,\"delta\":" + delta.formatted(quoted(piece))));
        }
        events.add(event("content_block_stop", "\"index\":0"));
        events.add(
                event(
                        "message_delta",
                        "\"delta\":{\"stop_reason\":\"%s\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":8}"
                                .formatted(stop)));
        events.add("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        events(exchange, events);
    }

    private static void gemini(HttpExchange exchange, JsonNode request, boolean stream)
            throws IOException {
        if (refused(exchange, "x-goog-api-key", CREDENTIAL)
                || refused(exchange, request, "contents")) {
            return;
        }
        JsonNode last = request.path("contents").path(request.path("contents").size() - 1);
        JsonNode result = last.path("parts").path(0).path("functionResponse").path("response");
        boolean tool = request.has("tools") && result.isMissingNode();
        String text =
                result.isMissingNode()
                        ? "Hello from gemini"
                        : result.toString().replaceAll(".*(18 degrees in \\w+).*", "$1");
        String candidate =
                """
                {"candidates":[{"content":{"role":"model","parts":[%s]},%s"index":0}],"usageMetadata":{"promptTokenCount":21,\
                "candidatesTokenCount":8,"totalTokenCount":29},"modelVersion":"m-gemini","responseId":"r1"}\
                """;
        String call =
                "{\"functionCall\":{\"name\":\"weather\",\"args\":{\"city\":\"Berlin\"}},\"thoughtSignature\":\"c2ln\"}";
        String over = "\"finishReason\":\"STOP\",";
        if (!stream) {
            String part = tool ? call : "{\"text\":" + quoted(text) + "}";
            send(exchange, 200, candidate.formatted(part, over));
            return;
        }
        List<String> events = new ArrayList<>();
        List<String> parts =
                tool
                        ? List.of(call)
                        : pieces(text).stream().map(p -> "{\"text\":" + quoted(p) + "}").toList();
        for (int i = 0; i < parts.size(); i++) {
            String part = candidate.formatted(parts.get(i), i + 1 == parts.size() ? over : "");
            events.add("data: " + part + "\n\n");
        }
        events(exchange, events);
    }

    private static boolean refused(HttpExchange exchange, String field, String expected)
            throws IOException {
        if (expected.equals(exchange.getRequestHeaders().getFirst(field))) {
            return false;
        }
        send(
                exchange,
                401,
                "{\"error\":{\"message\":\"invalid api key\",\"code\":\"invalid_api_key\"}}");
        return true;
    }

    /// Refuses a request that lacks one of these members.
    private static boolean refused(HttpExchange exchange, JsonNode request, String... needed)
            throws IOException {
        for (String name : needed) {
            if (!request.has(name)) {
                send(exchange, 400, "{\"error\":{\"message\":\"'" + name + "' is required\"}}");
                return true;
            }
        }
        return false;
    }

    /// The text of a turn, a text or a list of parts.
    private static String text(JsonNode turn) {
        JsonNode content = turn.path("content");
        String text =
                content.isString() ? content.asString() : content.path(0).path("text").asString();
        return text.replaceAll("^\"|\"$", "");
    }

    private static List<String> pieces(String text) {
        int middle = text.length() / 2;
        return List.of(text.substring(0, middle), text.substring(middle));
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private static String event(String type, String rest) {
        return "event: %s\ndata: {\"type\":\"%s\",%s}\n\n".formatted(type, type, rest);
    }

    private static void events(HttpExchange exchange, List<String> events) throws IOException {
        exchange.getResponseHeaders().set("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String event : events) {
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
