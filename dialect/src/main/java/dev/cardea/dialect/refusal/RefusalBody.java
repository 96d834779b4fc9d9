package dev.cardea.dialect.refusal;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A refusal in the shape of the API that the client speaks. Each shape carries the same members
/// besides its own: code, family, origin, retryable, fix, doc_url, diagnosis_id, request_id.
///
/// @param contentType for the header
/// @param bytes not copied; whoever writes them leaves them alone
public record RefusalBody(String contentType, byte[] bytes) {
    private static final String JSON = "application/json";

    /// The whole answer.
    ///
    /// @param xml whether the client asked for XML
    public static RefusalBody write(Dialect dialect, boolean xml, RefusalView view) {
        if (xml) {
            return of("application/problem+xml", ProblemXml.of(view));
        }
        return switch (dialect) {
            case OPENAI, AZURE_OPENAI, MISTRAL -> of(JSON, openai(view));
            case ANTHROPIC -> of(JSON, anthropic(view));
            case GEMINI, VERTEX -> of(JSON, gemini(view));
            case COHERE -> of(JSON, cohere(view));
            case REST, BEDROCK, OLLAMA -> of("application/problem+json", problem(view));
        };
    }

    /// What ends a stream of server-sent events that failed after its first byte.
    ///
    /// @param endpoint decides the event's form where a dialect has several
    public static byte[] event(Dialect dialect, Endpoint endpoint, RefusalView view) {
        String text =
                switch (dialect) {
                    case OPENAI, AZURE_OPENAI, MISTRAL ->
                            endpoint == Endpoint.RESPONSES || endpoint == Endpoint.STORED_RESPONSES
                                    ? ResponsesEvents.failed(view, openaiError(view))
                                    : "data: " + openai(view) + "\n\n";
                    case ANTHROPIC -> "event: error\ndata: " + anthropic(view) + "\n\n";
                    case GEMINI, VERTEX -> "data: " + gemini(view) + "\n\n";
                    case REST, BEDROCK, COHERE, OLLAMA ->
                            "event: error\ndata: " + problem(view) + "\n\n";
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RefusalBody of(String contentType, String text) {
        return new RefusalBody(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String openai(RefusalView view) {
        return JsonObject.open().putJson("error", openaiError(view)).close();
    }

    private static String openaiError(RefusalView view) {
        JsonObject error =
                JsonObject.open()
                        .put("message", view.message())
                        .put("type", ErrorWords.openai(view.status()));
        if (view.param().isEmpty()) {
            error.putNull("param");
        } else {
            error.put("param", view.param());
        }
        return extended(error.put("code", view.code()), view).close();
    }

    private static String anthropic(RefusalView view) {
        JsonObject error =
                JsonObject.open()
                        .put("type", ErrorWords.anthropic(view.status(), view.code()))
                        .put("message", view.message())
                        .put("code", view.code());
        return JsonObject.open()
                .put("type", "error")
                .putJson("error", extended(error, view).close())
                .put("request_id", view.requestId())
                .close();
    }

    /// google.rpc.Status with ErrorInfo, Help and RetryInfo (google.aip.dev/193).
    private static String gemini(RefusalView view) {
        String type = "type.googleapis.com/google.rpc.";
        String metadata =
                JsonObject.open()
                        .put("family", view.family())
                        .put("origin", view.origin())
                        .put("retryable", Boolean.toString(view.retryable()))
                        .put("fix", view.fix())
                        .put("doc_url", view.docUrl())
                        .put("diagnosis_id", view.diagnosisId())
                        .put("request_id", view.requestId())
                        .close();
        StringBuilder details = new StringBuilder(512).append('[');
        details.append(
                JsonObject.open()
                        .put("@type", type + "ErrorInfo")
                        .put("reason", view.code())
                        .put("domain", "cardea")
                        .putJson("metadata", metadata)
                        .close());
        view.retryAfter()
                .ifPresent(after ->
                        details.append(',')
                                .append(
                                        JsonObject.open()
                                                .put("@type", type + "RetryInfo")
                                                .put("retryDelay", seconds(after) + "s")
                                                .close()));
        details.append(',')
                .append(
                        JsonObject.open()
                                .put("@type", type + "Help")
                                .putJson(
                                        "links",
                                        "["
                                                + JsonObject.open()
                                                        .put("description", view.fix())
                                                        .put("url", view.docUrl())
                                                        .close()
                                                + "]")
                                .close())
                .append(']');
        String error =
                JsonObject.open()
                        .put("code", view.status())
                        .put("message", view.message())
                        .put("status", ErrorWords.gemini(view.status()))
                        .putJson("details", details.toString())
                        .close();
        return JsonObject.open().putJson("error", error).close();
    }

    private static String cohere(RefusalView view) {
        JsonObject error = JsonObject.open().put("message", view.message());
        return extended(error.put("code", view.code()), view).close();
    }

    /// RFC 9457.
    private static String problem(RefusalView view) {
        JsonObject problem =
                JsonObject.open()
                        .put("type", view.docUrl())
                        .put("title", view.told())
                        .put("status", view.status())
                        .put("detail", view.message())
                        .put("instance", "urn:cardea:diagnosis:" + view.diagnosisId())
                        .put("code", view.code());
        return extended(problem, view).close();
    }

    private static JsonObject extended(JsonObject object, RefusalView view) {
        object.put("family", view.family())
                .put("origin", view.origin())
                .put("retryable", view.retryable())
                .put("fix", view.fix())
                .put("doc_url", view.docUrl())
                .put("diagnosis_id", view.diagnosisId())
                .put("request_id", view.requestId());
        view.retryAfter().ifPresent(after -> object.put("retry_after", seconds(after)));
        return object;
    }

    private static long seconds(Duration after) {
        return Math.max(0, after.plusNanos(999_999_999).toSeconds());
    }
}
