package dev.cardea.admin;

import java.util.Map;
import java.util.Optional;

/// A request that the admin API itself refuses, before any use case sees it.
final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Kind kind;
    private final String detail;

    /// The kinds of trouble; names are codes that programs may rely on.
    enum Kind {
        NOT_FOUND(404, "There is no such thing", "check the id, and that your key may see it"),
        METHOD_NOT_ALLOWED(405, "Not with this method", "use a method that the Allow header lists"),
        NOT_JSON(400, "Not JSON", "send a JSON object"),
        NESTED_TOO_DEEP(400, "Nested too deep", "send what the schema of the operation has"),
        MEMBER_UNKNOWN(400, "Unknown member", "remove it or correct its name"),
        MEMBER_MISSING(400, "Missing member", "add it"),
        TYPE_WRONG(400, "Wrong type", "send the type that is expected"),
        VALUE_INVALID(422, "Invalid value", "correct the value"),
        PARAMETER_INVALID(400, "Invalid parameter", "correct the parameter"),
        REVISION_REQUIRED(428, "If-Match is required", "send If-Match with the ETag that you read"),
        REVISION_MISMATCH(
                412,
                "The record has changed",
                "read it again, and repeat the change if it still fits"),
        ALREADY_EXISTS(409, "It exists already", "choose another name, or use the existing record"),
        STATE_CONFLICT(409, "The state doesn't allow it", ""),
        DECLARED_IN_CONFIGURATION(
                409, "Declared in configuration", "change it there and restart the gateway"),
        IDEMPOTENCY_KEY_REUSED(
                422, "The idempotency key was used before", "use a new key for a new request"),
        CREDENTIAL_REFUSED(422, "The provider refuses the credential", ""),
        SCOPE_MISSING(403, "The key may not do this", "use a management key with that scope"),
        HOST_UNKNOWN(
                421,
                "Not under this host name",
                "use a loopback address, or add the name to the admin hosts of the configuration"),
        ORIGIN_FOREIGN(403, "Not from another site", "call the admin API from its own origin"),
        BODY_TOO_LARGE(413, "The body is too large", "send less"),
        CONTENT_TYPE_WRONG(415, "Not this content type", "send Content-Type: application/json"),
        STORE_UNAVAILABLE(
                503,
                "The store is away",
                "wait and try again; calls are served from the last snapshot meanwhile"),
        CALL_LOG_UNAVAILABLE(503, "The call log is away", "wait and try again"),
        INTERNAL_ERROR(500, "A fault of the gateway", "report it with the request id");

        private final int status;
        private final String title;
        private final String fix;

        Kind(int status, String title, String fix) {
            this.status = status;
            this.title = title;
            this.fix = fix;
        }

        int status() {
            return status;
        }

        /// The answer of this kind.
        Problem problem(String detail, String fix, String requestId, Optional<String> pointer) {
            return new Problem(
                    "about:blank", title, status, detail, name(), fix, requestId, pointer);
        }

        /// The answer of this kind with the usual fix.
        Problem problem(String detail, String requestId) {
            return problem(detail, fix, requestId, Optional.empty());
        }

        String fix() {
            return fix;
        }
    }

    private Trouble(Kind kind, String detail) {
        super(kind + ": " + detail);
        this.kind = kind;
        this.detail = detail;
    }

    static Trouble of(Kind kind, String detail) {
        return new Trouble(kind, detail);
    }

    Problem.Answer answer(String requestId) {
        return new Problem.Answer(kind.problem(detail, requestId), Map.of());
    }
}
