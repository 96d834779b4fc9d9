package dev.cardea.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/// Imitates what OpenAI's and Anthropic's APIs keep for one account: files, batches that are done at once,
/// and answers. It takes the account's credential alone.
final class StoringProvider implements AutoCloseable {
    private static final String ANTHROPIC = "https://api.anthropic.com";

    private final HttpServer server;
    private final Map<String, byte[]> contents = new LinkedHashMap<>();
    private final Map<String, String> things = new LinkedHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private int made;

    StoringProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Methods and paths of the calls that came as a whole.
    List<String> calls() {
        return calls;
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            var fields = exchange.getRequestHeaders();
            boolean known =
                    ("Bearer " + SdkUpstream.CREDENTIAL).equals(fields.getFirst("authorization"))
                            || SdkUpstream.CREDENTIAL.equals(fields.getFirst("x-api-key"));
            boolean told = fields.getFirst("x-cardea-provider") != null;
            byte[] answer =
                    known && !told ? answer(exchange, body) : "{}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type(exchange));
            int status = !known ? 401 : told ? 400 : answer.length == 0 ? 404 : 200;
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            if (answer.length > 0) {
                exchange.getResponseBody().write(answer);
            }
        }
    }

    private static String type(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.endsWith("/content")
                ? "application/octet-stream"
                : path.endsWith("/results") ? "application/x-jsonl" : "application/json";
    }

    private byte[] answer(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getPath();
        boolean anthropic = exchange.getRequestHeaders().getFirst("anthropic-version") != null;
        String[] parts =
                path.substring("/v1/".length()).replace("messages/batches", "batches").split("/");
        String text =
                switch (exchange.getRequestMethod() + " " + parts.length) {
                    case "POST 1" -> make(parts[0], body, anthropic);
                    case "GET 1" ->
                            list(
                                    parts[0].equals("files")
                                            ? "file"
                                            : anthropic ? "msgbatch" : "batch",
                                    anthropic);
                    case "GET 2", "POST 3" -> things.getOrDefault(parts[1], "");
                    case "DELETE 2" -> delete(parts[1], anthropic);
                    case "GET 3" -> part(parts[1], parts[2]);
                    default -> "";
                };
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String make(String kind, byte[] body, boolean anthropic) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return switch (kind) {
            case "files" -> file(text, anthropic);
            case "responses" ->
                    kept(
                            "resp",
                            id ->
                                    "{\"id\":\"%s\",\"object\":\"response\",\"created_at\":1,\"status\":\"completed\",\"model\":\"m1\",\"output\":[]}"
                                            .formatted(id));
            default -> anthropic ? messageBatch() : batch(text);
        };
    }

    private String kept(String prefix, UnaryOperator<String> json) {
        String id = prefix + (prefix.equals("file") ? "-" : "_") + ++made;
        things.put(id, json.apply(id));
        return things.get(id);
    }

    private String file(String form, boolean anthropic) {
        int at = form.indexOf("name=\"file\"");
        int from = form.indexOf("\r\n\r\n", at) + 4;
        byte[] content =
                form.substring(from, form.indexOf("\r\n--", from))
                        .getBytes(StandardCharsets.ISO_8859_1);
        String json =
                kept(
                        "file",
                        id ->
                                anthropic
                                        ? "{\"id\":\"%s\",\"type\":\"file\",\"filename\":\"a.txt\",\"mime_type\":\"text/plain\",\"size_bytes\":%d,\"created_at\":\"2026-01-01T00:00:00Z\"}"
                                                .formatted(id, content.length)
                                        : "{\"id\":\"%s\",\"object\":\"file\",\"bytes\":%d,\"created_at\":1,\"filename\":\"a.txt\",\"purpose\":\"batch\",\"status\":\"processed\"}"
                                                .formatted(id, content.length));
        contents.put("file-" + made, content);
        return json;
    }

    private String batch(String order) {
        String input = order.replaceAll("(?s).*\"input_file_id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        if (!contents.containsKey(input)) {
            return "";
        }
        String output = "file-" + ++made;
        things.put(
                output,
                "{\"id\":\"%s\",\"object\":\"file\",\"bytes\":4,\"created_at\":1,\"filename\":\"out.jsonl\",\"purpose\":\"batch_output\",\"status\":\"processed\"}"
                        .formatted(output));
        contents.put(output, "done".getBytes(StandardCharsets.UTF_8));
        return kept(
                "batch",
                id ->
                        "{\"id\":\"%s\",\"object\":\"batch\",\"endpoint\":\"/v1/chat/completions\",\"errors\":null,\"input_file_id\":\"%s\",\"completion_window\":\"24h\",\"status\":\"completed\",\"created_at\":1,\"output_file_id\":\"%s\"}"
                                .formatted(id, input, output));
    }

    private String messageBatch() {
        return kept(
                "msgbatch",
                id ->
                        "{\"id\":\"%1$s\",\"type\":\"message_batch\",\"processing_status\":\"ended\",\"request_counts\":{\"processing\":0,\"succeeded\":0,\"errored\":0,\"canceled\":1,\"expired\":0},\"created_at\":\"2026-01-01T00:00:00Z\",\"expires_at\":\"2026-01-02T00:00:00Z\",\"ended_at\":null,\"archived_at\":null,\"cancel_initiated_at\":null,\"results_url\":\"%2$s/v1/messages/batches/%1$s/results\"}"
                                .formatted(id, ANTHROPIC));
    }

    private String list(String prefix, boolean anthropic) {
        List<String> ids =
                new ArrayList<>(
                        things.keySet().stream().filter(it -> it.startsWith(prefix)).toList());
        List<String> all = ids.reversed().stream().map(things::get).toList();
        return "{%s\"data\":[%s],\"first_id\":\"%s\",\"last_id\":\"%s\",\"has_more\":false}"
                .formatted(
                        anthropic ? "" : "\"object\":\"list\",",
                        String.join(",", all),
                        ids.getLast(),
                        ids.getFirst());
    }

    private String delete(String id, boolean anthropic) {
        contents.remove(id);
        return things.remove(id) == null
                ? ""
                : anthropic
                        ? "{\"id\":\"%s\",\"type\":\"%s_deleted\"}"
                                .formatted(id, id.startsWith("file") ? "file" : "message_batch")
                        : "{\"id\":\"%s\",\"object\":\"file\",\"deleted\":true}".formatted(id);
    }

    private String part(String id, String part) {
        return switch (part) {
            case "content" ->
                    new String(contents.getOrDefault(id, new byte[0]), StandardCharsets.ISO_8859_1);
            case "results" -> "{\"custom_id\":\"a\",\"result\":{\"type\":\"canceled\"}}\n";
            case "input_items" ->
                    "{\"object\":\"list\",\"data\":[{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"user\",\"status\":\"completed\",\"content\":[{\"type\":\"input_text\",\"text\":\"hi\"}]}],\"first_id\":\"msg_1\",\"last_id\":\"msg_1\",\"has_more\":false}";
            default -> things.getOrDefault(id, "");
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
