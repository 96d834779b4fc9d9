package dev.cardea.dialect.hub;

import org.jspecify.annotations.Nullable;

/// An error that a provider answered with, in no dialect.
///
/// @param status the HTTP status that fits it
/// @param kind what it is about
/// @param message for people; a JSON string
/// @param code the provider's own short word for it, a JSON string
/// @param param the member of the request that it is about, a JSON string
public record NeutralError(
        int status, Kind kind, Raw message, @Nullable Raw code, @Nullable Raw param) {
    /// Another call is in the way.
    public static final int CONFLICT = 409;

    /// An error that names no member.
    public NeutralError(int status, Kind kind, Raw message, @Nullable Raw code) {
        this(status, kind, message, code, null);
    }

    /// An answer with no words that can be read.
    public static NeutralError unread(int status) {
        return new NeutralError(
                status, Kind.of(status), Raw.text("The provider answered " + status + "."), null);
    }

    /// The same error of another kind.
    public NeutralError as(Kind kind) {
        return new NeutralError(status, kind, message, code, param);
    }

    /// The same error with another status.
    public NeutralError withStatus(int status) {
        return new NeutralError(status, kind, message, code, param);
    }

    /// Whether the same call may well succeed a moment later. A conflict may, as the SDKs have it.
    public boolean passesSoon() {
        return switch (kind) {
            case RATE_LIMIT, OVERLOADED, TIMEOUT, INTERNAL -> true;
            case INVALID_REQUEST -> status == CONFLICT;
            case CONTEXT_TOO_LONG,
                    CONTENT_REFUSED,
                    AUTHENTICATION,
                    PERMISSION,
                    NOT_FOUND,
                    TOO_LARGE ->
                    false;
        };
    }

    /// What an error is about, as finely as every dialect can say.
    public enum Kind {
        INVALID_REQUEST,
        /// The model's context is too small for the request.
        CONTEXT_TOO_LONG,
        /// A filter or the model declines what the request says.
        CONTENT_REFUSED,
        AUTHENTICATION,
        PERMISSION,
        NOT_FOUND,
        TOO_LARGE,
        RATE_LIMIT,
        OVERLOADED,
        TIMEOUT,
        INTERNAL;

        /// The kind that an HTTP status stands for.
        public static Kind of(int status) {
            return switch (status) {
                case 401 -> AUTHENTICATION;
                case 402, 403 -> PERMISSION;
                case 404, 410 -> NOT_FOUND;
                case 413 -> TOO_LARGE;
                case 429 -> RATE_LIMIT;
                case 408, 504 -> TIMEOUT;
                case 424 -> INTERNAL; // Bedrock: the model failed
                case 503, 529 -> OVERLOADED;
                default -> status >= 500 ? INTERNAL : INVALID_REQUEST;
            };
        }

        /// The HTTP status that stands for it.
        public int status() {
            return switch (this) {
                case INVALID_REQUEST, CONTEXT_TOO_LONG, CONTENT_REFUSED -> 400;
                case AUTHENTICATION -> 401;
                case PERMISSION -> 403;
                case NOT_FOUND -> 404;
                case TOO_LARGE -> 413;
                case RATE_LIMIT -> 429;
                case OVERLOADED -> 503;
                case TIMEOUT -> 504;
                case INTERNAL -> 500;
            };
        }
    }

    public static NeutralError cut() {
        return new NeutralError(
                502,
                Kind.INTERNAL,
                Raw.text("The provider ended the stream before the answer was complete."),
                null);
    }
}
