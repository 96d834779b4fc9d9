package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.dialect.hub.StreamWriter;
import dev.cardea.model.Usage;
import org.jspecify.annotations.Nullable;

/// Writes a streamed legacy Completions answer: a text per event, the usage when the client asked for
/// it, `[DONE]`.
public final class CompletionsStreamWriter implements StreamWriter {
    private final Asked asked;
    private final JsonOut out;
    private byte[] head = new byte[0];
    private Usage usage = Usage.NONE;

    public CompletionsStreamWriter(Asked asked, JsonOut out) {
        this.asked = asked;
        this.out = out;
    }

    @Override
    public void accept(StreamEvent event) {
        switch (event) {
            case StreamEvent.Start start -> start(start);
            case StreamEvent.TextDelta(int choice, _, Raw text, Raw logprobs) ->
                    text(choice, text, logprobs, null);
            case StreamEvent.DeclinedDelta(int choice, _, Raw text) ->
                    text(choice, text, null, null);
            case StreamEvent.Stop(int choice, var reason, _) ->
                    text(choice, Raw.EMPTY_TEXT, null, CompletionsAnswerWriter.finish(reason));
            case StreamEvent.Totals(var totals) -> usage = totals;
            case StreamEvent.Failure(var error) -> {
                out.text("data: ");
                new OpenAiErrors().write(error, out);
                out.text("\n\n");
            }
            case StreamEvent.End _ -> end();
            case StreamEvent.Ping _ -> out.text(": ping\n\n");
            case StreamEvent.TextStart _,
                    StreamEvent.Cited _,
                    StreamEvent.ThinkingStart _,
                    StreamEvent.ThinkingDelta _,
                    StreamEvent.Signature _,
                    StreamEvent.SealedThinking _,
                    StreamEvent.ToolStart _,
                    StreamEvent.ToolDelta _,
                    StreamEvent.DeclinedStart _,
                    StreamEvent.Shown _,
                    StreamEvent.PartStop _ -> {}
        }
    }

    /// What all events start with is written once.
    private void start(StreamEvent.Start start) {
        JsonOut text = new JsonOut(160).text("data: ").object();
        text.field("id", CompletionsAnswerWriter.id(start.id(), asked));
        text.field("object", "text_completion");
        text.field("created", start.created() > 0 ? start.created() : asked.created());
        text.field("model", start.model().isEmpty() ? asked.model() : start.model());
        head = text.text(",\"choices\":[").toBytes();
    }

    private void text(int choice, Raw text, @Nullable Raw logprobs, @Nullable String finishReason) {
        out.bytes(head, 0, head.length).text("{\"text\":").value(text);
        out.field("index", choice).name("logprobs");
        LegacyLogprobs.write(logprobs, out);
        out.name("finish_reason");
        if (finishReason == null) {
            out.nothing();
        } else {
            out.value(finishReason);
        }
        out.text("}]}\n\n");
    }

    private void end() {
        if (asked.usageInStream()) {
            out.bytes(head, 0, head.length).text("]");
            ChatUsage.write(usage, out);
            out.text("}\n\n");
        }
        out.text("data: [DONE]\n\n");
    }
}
