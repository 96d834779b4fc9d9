package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Signatures;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.dialect.hub.StreamWriter;
import dev.cardea.model.Dialect;
import dev.cardea.model.Usage;
import org.jspecify.annotations.Nullable;

/// Writes a streamed Messages answer. The stop reason and the usage share one event, so it waits for
/// the end. `message_start` says no output tokens, because some clients add them to the totals.
public final class MessagesStreamWriter implements StreamWriter {
    private static final String DELTA =
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":";
    private static final String START =
            "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":";
    private static final String STOP =
            "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":";

    private final Asked asked;
    private final JsonOut out;
    private Usage usage = Usage.NONE;
    private StopReason stop = StopReason.OTHER;
    private @Nullable Raw stopSequence;
    private boolean calls;
    private int unsigned = -1;
    private Dialect maker = Dialect.ANTHROPIC;

    public MessagesStreamWriter(Asked asked, JsonOut out) {
        this.asked = asked;
        this.out = out;
    }

    @Override
    public void accept(StreamEvent event) {
        switch (event) {
            case StreamEvent.Start start -> start(start);
            case StreamEvent.TextStart(_, var part) ->
                    begin(part).field("type", "text").field("text", "").text("}}\n\n");
            case StreamEvent.DeclinedStart(_, var part) ->
                    begin(part).field("type", "text").field("text", "").text("}}\n\n");
            case StreamEvent.TextDelta(_, var part, var text, _) ->
                    delta(part, "text_delta", "text", text);
            case StreamEvent.DeclinedDelta(_, var part, var text) ->
                    delta(part, "text_delta", "text", text);
            case StreamEvent.Cited(_, var part, var citation) -> {
                if (citation.url() != null) {
                    out.text(DELTA).value(part).object("delta").field("type", "citations_delta");
                    out.name("citation");
                    CitationBlocks.write(citation, citation.url(), out);
                    out.text("}}\n\n");
                }
            }
            case StreamEvent.ThinkingStart(_, var part, var by) -> {
                maker = by;
                unsigned = part;
                begin(part).field("type", "thinking").field("thinking", "");
                out.field("signature", "").text("}}\n\n");
            }
            case StreamEvent.ThinkingDelta(_, var part, var text) ->
                    delta(part, "thinking_delta", "thinking", text);
            case StreamEvent.Signature(_, var part, var signature) -> {
                unsigned = -1;
                sign(part, signature);
            }
            case StreamEvent.SealedThinking(_, var part, var data, var by) -> {
                begin(part).field("type", "redacted_thinking");
                out.field("data", Signatures.carry(data, by, true, Dialect.ANTHROPIC));
                out.text("}}\n\n").text(STOP).value(part).text("}\n\n");
            }
            case StreamEvent.ToolStart(_, var part, var id, var name) -> {
                calls = true;
                begin(part).field("type", "tool_use").field("id", id).field("name", name);
                out.object("input").end().text("}}\n\n");
            }
            case StreamEvent.ToolDelta(_, var part, var fragment) ->
                    delta(part, "input_json_delta", "partial_json", fragment);
            case StreamEvent.PartStop(_, var part) -> {
                if (unsigned == part) {
                    unsigned = -1;
                    sign(part, null);
                }
                out.text(STOP).value(part).text("}\n\n");
            }
            case StreamEvent.Stop(_, var reason, var sequence) -> {
                stop = reason;
                stopSequence = sequence == null ? null : sequence.copy();
            }
            case StreamEvent.Totals(var totals) -> usage = totals;
            case StreamEvent.Ping _ -> out.text("event: ping\ndata: {\"type\":\"ping\"}\n\n");
            case StreamEvent.Failure(var error) -> {
                out.text("event: error\ndata: ");
                new AnthropicErrors().write(error, out);
                out.text("\n\n");
            }
            case StreamEvent.End _ -> end();
            // The format has no place for it: words come instead.
            case StreamEvent.Shown _ -> {}
        }
    }

    private JsonOut begin(int part) {
        return out.text(START).value(part).object("content_block");
    }

    private void delta(int part, String type, String member, Raw text) {
        out.text(DELTA).value(part).object("delta").field("type", type).field(member, text);
        out.text("}}\n\n");
    }

    /// Reasoning without a signature of Anthropic's gets one that names its maker, because clients
    /// send a thinking block back only with one.
    private void sign(int part, @Nullable Raw signature) {
        delta(
                part,
                "signature_delta",
                "signature",
                Signatures.carry(signature, maker, false, Dialect.ANTHROPIC));
    }

    private void start(StreamEvent.Start start) {
        out.text("event: message_start\ndata: ").object().field("type", "message_start");
        out.object("message").field("id", MessagesAnswerWriter.id(start.id(), asked));
        out.field("type", "message").field("role", "assistant");
        out.field("model", start.model().isEmpty() ? asked.model() : start.model());
        out.array("content").endList().name("stop_reason").nothing();
        out.name("stop_sequence").nothing();
        MessagesUsage.write(Usage.NONE, out);
        out.end().end().text("\n\n");
    }

    private void end() {
        out.text("event: message_delta\ndata: ").object().field("type", "message_delta");
        out.object("delta");
        MessagesAnswerWriter.stop(stop, calls, stopSequence, out);
        out.end();
        MessagesUsage.write(usage, out);
        out.end().text("\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }
}
