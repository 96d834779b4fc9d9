package dev.cardea.admin;

import dev.cardea.admin.Trouble.Kind;
import dev.cardea.admin.json.ShapeFault;
import dev.cardea.calllog.CallLogUnavailable;
import dev.cardea.control.ControlFailure;
import dev.cardea.storage.StoreException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says of every failure what the administrator is told. What nobody foresaw is logged here, once,
/// and told as no more than its request id.
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static Problem.Answer of(Throwable failure, String requestId) {
        return switch (failure) {
            case Refused refused -> refused.answer();
            case Trouble trouble -> trouble.answer(requestId);
            case ShapeFault fault -> of(fault, requestId);
            case ControlFailure it -> of(it, requestId);
            case StoreException it -> of(it, requestId);
            case CallLogUnavailable it -> away(Kind.CALL_LOG_UNAVAILABLE, it, requestId);
            default -> {
                LOG.error("request {} failed", requestId, failure);
                yield plain(Kind.INTERNAL_ERROR, "the gateway failed to answer this", requestId);
            }
        };
    }

    private static Problem.Answer of(ShapeFault fault, String requestId) {
        Kind kind =
                switch (fault.kind()) {
                    case NOT_JSON -> Kind.NOT_JSON;
                    case NESTED_TOO_DEEP -> Kind.NESTED_TOO_DEEP;
                    case UNKNOWN_MEMBER -> Kind.MEMBER_UNKNOWN;
                    case MISSING_MEMBER -> Kind.MEMBER_MISSING;
                    case WRONG_TYPE -> Kind.TYPE_WRONG;
                    case WRONG_VALUE -> Kind.VALUE_INVALID;
                };
        return new Problem.Answer(
                kind.problem(words(fault), kind.fix(), requestId, Optional.of(fault.pointer())),
                Map.of());
    }

    private static Problem.Answer of(ControlFailure failure, String requestId) {
        return switch (failure) {
            case ControlFailure.NotFound it -> plain(Kind.NOT_FOUND, words(it), requestId);
            case ControlFailure.Invalid it ->
                    new Problem.Answer(
                            Kind.VALUE_INVALID.problem(
                                    words(it),
                                    Kind.VALUE_INVALID.fix(),
                                    requestId,
                                    Optional.of(it.pointer())),
                            Map.of());
            case ControlFailure.WrongState it ->
                    new Problem.Answer(
                            Kind.STATE_CONFLICT.problem(
                                    words(it), it.fix(), requestId, Optional.empty()),
                            Map.of());
            case ControlFailure.Declared it ->
                    plain(Kind.DECLARED_IN_CONFIGURATION, words(it), requestId);
            case ControlFailure.NotEntitled it -> plain(Kind.SCOPE_MISSING, words(it), requestId);
            case ControlFailure.CredentialRefused it ->
                    new Problem.Answer(
                            Kind.CREDENTIAL_REFUSED.problem(
                                    words(it),
                                    it.fix() + "; or send \"check\": false to keep it all the same",
                                    requestId,
                                    Optional.of("/secret")),
                            Map.of());
            case ControlFailure.RepeatDiffers it ->
                    plain(Kind.IDEMPOTENCY_KEY_REUSED, words(it), requestId);
        };
    }

    private static Problem.Answer of(StoreException failure, String requestId) {
        return switch (failure) {
            case StoreException.Conflict it ->
                    new Problem.Answer(
                            Kind.REVISION_MISMATCH.problem(words(it), requestId),
                            Map.of("ETag", Reply.etag(it.found())));
            case StoreException.AlreadyExists it ->
                    plain(Kind.ALREADY_EXISTS, words(it), requestId);
            case StoreException.UnknownReference it ->
                    plain(Kind.VALUE_INVALID, words(it), requestId);
            case StoreException.Unavailable it -> away(Kind.STORE_UNAVAILABLE, it, requestId);
            case StoreException.Corrupt it -> away(Kind.STORE_UNAVAILABLE, it, requestId);
            case StoreException.Incompatible it -> away(Kind.STORE_UNAVAILABLE, it, requestId);
        };
    }

    private static Problem.Answer away(Kind kind, RuntimeException failure, String requestId) {
        LOG.warn("request {}: {}", requestId, failure.getMessage());
        return new Problem.Answer(
                kind.problem(words(failure), requestId), Map.of("Retry-After", "5"));
    }

    private static Problem.Answer plain(Kind kind, String detail, String requestId) {
        return new Problem.Answer(kind.problem(detail, requestId), Map.of());
    }

    private static String words(RuntimeException failure) {
        String message = failure.getMessage();
        return message == null ? "" : message;
    }
}
