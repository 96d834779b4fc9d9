package dev.cardea.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// A provider of OpenAI's shape that answers every chat, and accepts one credential only.
final class ImitatedProvider implements AutoCloseable {
    private static final String COMPLETION =
            """
            {"id":"chatcmpl-1","object":"chat.completion","model":"m1","choices":[{"index":0,\
            "message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}\
            """;
    private static final String REFUSAL =
            """
            {"error":{"message":"Incorrect API key provided: sk-proj-****abcd. You can find your API \
            key at https://platform.openai.com/account/api-keys.","type":"invalid_request_error",\
            "param":null,"code":"invalid_api_key"}}\
            """;

    private final HttpServer server;
    private volatile String credential;

    ImitatedProvider(String credential) throws IOException {
        this.credential = credential;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/v1/", this::answer);
        server.start();
    }

    /// From now on another credential than before, and no other.
    void accept(String other) {
        credential = other;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            boolean accepted =
                    ("Bearer " + credential)
                            .equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = (accepted ? COMPLETION : REFUSAL).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(accepted ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
