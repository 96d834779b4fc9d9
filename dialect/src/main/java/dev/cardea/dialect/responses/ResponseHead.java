package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.model.Usage;
import org.jspecify.annotations.Nullable;

/// The response object around the output items.
///
/// @param id of the response
/// @param created epoch seconds
record ResponseHead(String id, long created, String model, @Nullable Raw serviceTier, Asked asked) {

    /// @param id the provider's; empty when it gave none. Clients tell a response by its prefix
    static ResponseHead of(
            String id, long created, String model, @Nullable Raw serviceTier, Asked asked) {
        String own = id.isEmpty() ? asked.requestId() : id;
        return new ResponseHead(
                own.startsWith("resp_") ? own : "resp_" + own,
                created > 0 ? created : asked.created(),
                model.isEmpty() ? asked.model() : model,
                serviceTier,
                asked);
    }

    /// Writes the response as it stands before the first item.
    void started(JsonOut out) {
        open("in_progress", out);
        out.name("error").nothing().name("incomplete_details").nothing();
        out.array("output").endList().name("usage").nothing().end();
    }

    /// Writes the finished response.
    ///
    /// @param items a JSON list
    void ended(StopReason stop, Raw items, Usage usage, JsonOut out) {
        open(status(stop), out);
        out.name("error").nothing().name("incomplete_details");
        if (incomplete(stop)) {
            out.object()
                    .field(
                            "reason",
                            stop == StopReason.REFUSED ? "content_filter" : "max_output_tokens")
                    .end();
        } else {
            out.nothing();
        }
        out.field("output", items);
        usage(usage, out);
        out.end();
    }

    /// Writes the response of a call that failed after its start.
    void failed(NeutralError error, Raw items, JsonOut out) {
        open("failed", out);
        out.object("error").field("code", code(error)).field("message", error.message()).end();
        out.name("incomplete_details").nothing().field("output", items);
        out.name("usage").nothing().end();
    }

    private void open(String status, JsonOut out) {
        out.object().field("id", id).field("object", "response").field("created_at", created);
        out.field("status", status).field("model", model);
        if (serviceTier == null) {
            out.field("service_tier", "default");
        } else {
            out.field("service_tier", serviceTier);
        }
        Raw echo = asked.echo().members();
        if (echo.length() > 2) {
            out.text(",").bytes(echo.bytes(), echo.from() + 1, echo.to() - 1);
        }
    }

    static boolean incomplete(StopReason stop) {
        return switch (stop) {
            case LENGTH, CONTEXT, REFUSED -> true;
            case END, STOP_SEQUENCE, TOOL_CALLS, PAUSED, BROKEN_TOOL_CALL, OTHER -> false;
        };
    }

    static String status(StopReason stop) {
        return incomplete(stop) ? "incomplete" : "completed";
    }

    /// The codes that OpenAI documents for a failed response; clients know these few.
    static String code(NeutralError error) {
        return switch (error.kind()) {
            case RATE_LIMIT -> "rate_limit_exceeded";
            case CONTEXT_TOO_LONG -> "context_length_exceeded";
            case INVALID_REQUEST, CONTENT_REFUSED, TOO_LARGE, NOT_FOUND -> "invalid_prompt";
            case AUTHENTICATION, PERMISSION, OVERLOADED, TIMEOUT, INTERNAL -> "server_error";
        };
    }

    private static void usage(Usage usage, JsonOut out) {
        out.object("usage").field("input_tokens", usage.input());
        out.object("input_tokens_details").field("cached_tokens", usage.cachedInput()).end();
        out.field("output_tokens", usage.output());
        out.object("output_tokens_details").field("reasoning_tokens", usage.reasoning()).end();
        out.field("total_tokens", usage.input() + usage.output()).end();
    }
}
