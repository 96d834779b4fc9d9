package dev.cardea.it;

import tools.jackson.databind.JsonNode;

/// An API that a client speaks, and the shape in which it reads refusals.
enum Speech {
    OPENAI("/v1/chat/completions"),
    ANTHROPIC("/v1/messages"),
    GEMINI("/v1beta/models/m1:generateContent");

    private final String path;

    /// @param path of a chat with the model m1
    Speech(String path) {
        this.path = path;
    }

    /// What a client reads of a refusal.
    ///
    /// @param kind the API's own word for it
    record Told(
            String message,
            String kind,
            String code,
            String family,
            String origin,
            boolean retryable,
            String fix,
            String docUrl,
            String diagnosisId,
            String requestId) {}

    /// Its word for a status.
    String word(int status) {
        boolean google = this == GEMINI;
        return switch (status) {
            case 400, 405 -> google ? "INVALID_ARGUMENT" : "invalid_request_error";
            case 401 -> google ? "UNAUTHENTICATED" : "authentication_error";
            case 403 -> google ? "PERMISSION_DENIED" : "permission_error";
            case 404 -> google ? "NOT_FOUND" : "not_found_error";
            default ->
                    switch (this) {
                        case OPENAI -> "server_error";
                        case ANTHROPIC -> "api_error";
                        case GEMINI -> status == 500 ? "INTERNAL" : "UNAVAILABLE";
                    };
        };
    }

    /// A chat's target in this API instead of OpenAI's.
    String target(String chat, String model) {
        return chat.replace(OPENAI.path, path.replace("m1", model));
    }

    Told told(String body) {
        JsonNode json = RunningCardea.JSON.readTree(body);
        JsonNode error = json.path("error");
        return switch (this) {
            case OPENAI -> told(error, error.path("code").asString(), error, "type");
            case ANTHROPIC -> {
                if (!json.path("type").asString("").equals("error")
                        || !json.path("request_id").isString()) {
                    throw new AssertionError("not Anthropic's shape: " + body);
                }
                yield told(error, error.path("code").asString(), error, "type");
            }
            case GEMINI -> {
                JsonNode info = error.path("details").path(0);
                yield told(error, info.path("reason").asString(), info.path("metadata"), "status");
            }
        };
    }

    private static Told told(JsonNode error, String code, JsonNode more, String kind) {
        return new Told(
                error.path("message").asString(),
                error.path(kind).asString(),
                code,
                more.path("family").asString(),
                more.path("origin").asString(),
                Boolean.parseBoolean(more.path("retryable").asString()),
                more.path("fix").asString(),
                more.path("doc_url").asString(),
                more.path("diagnosis_id").asString(),
                more.path("request_id").asString());
    }
}
