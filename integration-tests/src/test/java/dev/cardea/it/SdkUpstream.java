package dev.cardea.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An upstream that imitates OpenAI and Anthropic over real HTTP, and takes one credential only: a
/// call that arrives with any other is answered as the provider would, so a test that passes proves
/// that the credential was swapped.
///
/// It says `Hello from <model>` in three pieces. Paths start with `/v1`.
final class SdkUpstream implements AutoCloseable {
    static final String CREDENTIAL = "sk-upstream-0123456789abcdef0123456789abcdef";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /// One call as it arrived.
    record Received(String method, String path, Map<String, List<String>> headers, String body) {}

    private SdkUpstream(HttpServer server) {
        this.server = server;
    }

    static SdkUpstream start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SdkUpstream provider = new SdkUpstream(server);
            server.createContext("/", provider::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Every call so far.
    List<Received> received() {
        return List.copyOf(received);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().toString();
            received.add(
                    new Received(
                            exchange.getRequestMethod(),
                            path,
                            Map.copyOf(exchange.getRequestHeaders()),
                            body));
            boolean anthropic = path.startsWith("/v1/messages");
            if (!credentialFits(exchange, anthropic)) {
                send(exchange, 401, anthropic ? ANTHROPIC_401 : OPENAI_401);
                return;
            }
            JsonNode request = body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
            String model = request.path("model").asString("none");
            boolean stream = request.path("stream").asBoolean(false);
            switch (path.replaceAll("\\?.*", "")) {
                case "/v1/chat/completions" -> {
                    if (stream) {
                        boolean usage =
                                request.path("stream_options")
                                        .path("include_usage")
                                        .asBoolean(false);
                        events(exchange, chatEvents(model, usage));
                    } else {
                        send(exchange, 200, CHAT.replace("%s", model));
                    }
                }
                case "/v1/embeddings" -> send(exchange, 200, EMBEDDING.replace("%s", model));
                case "/v1/messages" -> {
                    if (stream) {
                        events(exchange, messageEvents(model));
                    } else {
                        send(exchange, 200, MESSAGE.replace("%s", model));
                    }
                }
                case "/v1/messages/count_tokens" -> send(exchange, 200, "{\"input_tokens\":7}");
                default -> send(exchange, 404, "{\"error\":{\"message\":\"no such path\"}}");
            }
        }
    }

    private static boolean credentialFits(HttpExchange exchange, boolean anthropic) {
        String sent =
                anthropic
                        ? exchange.getRequestHeaders().getFirst("x-api-key")
                        : exchange.getRequestHeaders().getFirst("authorization");
        return (anthropic ? CREDENTIAL : "Bearer " + CREDENTIAL).equals(sent);
    }

    private static List<String> chatEvents(String model, boolean usage) {
        List<String> events =
                new java.util.ArrayList<>(
                        List.of(
                                CHUNK.formatted(
                                        model,
                                        "{\"role\":\"assistant\",\"content\":\"Hello\"}",
                                        "null"),
                                CHUNK.formatted(model, "{\"content\":\" from\"}", "null"),
                                CHUNK.formatted(model, "{\"content\":\" " + model + "\"}", "null"),
                                CHUNK.formatted(model, "{}", "\"stop\"")));
        if (usage) {
            events.add(USAGE_CHUNK.replace("%s", model));
        }
        events.add("data: [DONE]\n\n");
        return events;
    }

    private static List<String> messageEvents(String model) {
        return List.of(
                event("message_start", MESSAGE_START.replace("%s", model)),
                event(
                        "content_block_start",
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"),
                event("ping", "{\"type\":\"ping\"}"),
                event("content_block_delta", TEXT_DELTA.formatted("Hello")),
                event("content_block_delta", TEXT_DELTA.formatted(" from")),
                event("content_block_delta", TEXT_DELTA.formatted(" " + model)),
                event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"),
                event(
                        "message_delta",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":3}}"),
                event("message_stop", "{\"type\":\"message_stop\"}"));
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
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
        exchange.getResponseHeaders().set("x-request-id", "req_upstream_1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static final String OPENAI_401 =
            "{\"error\":{\"message\":\"Incorrect API key provided: sk-wrong. You can find your API key at https://platform.openai.com/account/api-keys.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}}";
    private static final String ANTHROPIC_401 =
            "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"invalid x-api-key\"}}";
    private static final String CHAT =
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"%s\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello from %s\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,\"total_tokens\":12,\"prompt_tokens_details\":{\"cached_tokens\":4}}}";
    private static final String CHUNK =
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"%s\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n";
    private static final String USAGE_CHUNK =
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"%s\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,\"total_tokens\":12}}\n\n";
    private static final String EMBEDDING =
            "{\"object\":\"list\",\"model\":\"%s\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":\"AACAPwAAAEA=\"}],\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}";
    private static final String MESSAGE =
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"%s\",\"content\":[{\"type\":\"text\",\"text\":\"Hello from %s\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":5,\"cache_read_input_tokens\":4,\"cache_creation_input_tokens\":0,\"output_tokens\":3}}";
    private static final String MESSAGE_START =
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"%s\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":5,\"cache_read_input_tokens\":4,\"cache_creation_input_tokens\":0,\"output_tokens\":1}}}";
    private static final String TEXT_DELTA =
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}";
}
