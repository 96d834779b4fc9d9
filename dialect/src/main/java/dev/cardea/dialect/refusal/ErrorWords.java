package dev.cardea.dialect.refusal;

/// The words that each API has for a kind of error. Clients choose an exception, and whether to
/// retry, by them.
final class ErrorWords {
    private ErrorWords() {}

    /// `error.type` of OpenAI (platform.openai.com/docs/guides/error-codes).
    static String openai(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "insufficient_quota";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }

    /// `error.type` of Anthropic (platform.claude.com/docs/api/errors).
    static String anthropic(int status, String code) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404, 410 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            default ->
                    status < 500
                            ? "invalid_request_error"
                            : code.endsWith("_OVERLOADED") ? "overloaded_error" : "api_error";
        };
    }

    /// `error.status` of Google (google.rpc.Code).
    static String gemini(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 402, 429 -> "RESOURCE_EXHAUSTED";
            case 403 -> "PERMISSION_DENIED";
            case 404, 410 -> "NOT_FOUND";
            case 405, 501 -> "UNIMPLEMENTED";
            case 408, 504 -> "DEADLINE_EXCEEDED";
            case 409 -> "ABORTED";
            case 412 -> "FAILED_PRECONDITION";
            case 500 -> "INTERNAL";
            default -> status < 500 ? "INVALID_ARGUMENT" : "UNAVAILABLE";
        };
    }
}
