package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.GivenTool;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.dialect.hub.StreamWriter;
import dev.cardea.dialect.openai.OpenAiErrors;
import dev.cardea.model.Usage;
import org.jspecify.annotations.Nullable;

/// Writes a streamed response: `response.created`, `response.in_progress`, the events of each item
/// one after the other, and `response.completed`, `response.incomplete` or `response.failed`. The
/// format tells every item again at its end and all of them in the last event, so they are held.
public final class ResponsesStreamWriter implements StreamWriter {
    private final Asked asked;
    private final StreamFrames frames;
    private final JsonOut items = new JsonOut(512).list();
    private @Nullable ResponseHead head;
    private @Nullable OpenItem open;
    private int index;
    private Usage usage = Usage.NONE;
    private StopReason stop = StopReason.OTHER;

    public ResponsesStreamWriter(Asked asked, JsonOut out) {
        this.asked = asked;
        this.frames = new StreamFrames(out);
    }

    @Override
    public void accept(StreamEvent event) {
        switch (event) {
            case StreamEvent.Start start ->
                    start(
                            ResponseHead.of(
                                    start.id(),
                                    start.created(),
                                    start.model(),
                                    start.serviceTier() == null ? null : start.serviceTier().copy(),
                                    asked));
            case StreamEvent.TextStart(int choice, _) when choice == 0 -> message().startText();
            case StreamEvent.TextDelta(int choice, _, Raw text, Raw logprobs) when choice == 0 ->
                    message().text(text, OutputItems.logprobs(logprobs));
            case StreamEvent.Cited(int choice, _, var citation)
                    when choice == 0 && citation.url() != null ->
                    message().cite(citation, citation.url());
            case StreamEvent.DeclinedStart(int choice, _) when choice == 0 ->
                    message().startRefusal();
            case StreamEvent.DeclinedDelta(int choice, _, Raw text) when choice == 0 ->
                    message().refusal(text);
            case StreamEvent.ThinkingStart(int choice, _, var maker) when choice == 0 ->
                    open(new OpenReasoning(frames, id("rs_"), index, maker));
            case StreamEvent.ThinkingDelta(int choice, int part, Raw text) when choice == 0 ->
                    open(OpenReasoning.class, part).text(text);
            case StreamEvent.Signature(int choice, int part, Raw signature) when choice == 0 ->
                    open(OpenReasoning.class, part).sign(signature.copy());
            case StreamEvent.SealedThinking(int choice, _, Raw data, var maker)
                    when choice == 0 -> {
                OpenReasoning sealed = new OpenReasoning(frames, id("rs_"), index, maker);
                open(sealed);
                sealed.seal(data);
                close();
            }
            case StreamEvent.ToolStart(int choice, int part, String callId, String name)
                    when choice == 0 -> {
                GivenTool tool = asked.echo().tool(name);
                String id = id(OutputItems.idPrefix(tool));
                open(new OpenCall(frames, id, index, part, callId, tool));
            }
            case StreamEvent.ToolDelta(int choice, int part, Raw fragment) when choice == 0 ->
                    open(OpenCall.class, part).arguments(fragment);
            case StreamEvent.Shown(int choice, _, Part.Image(Media.Inline image, _, _))
                    when choice == 0 -> {
                open(new OpenImage(frames, id("ig_"), index, image));
                close();
            }
            case StreamEvent.PartStop(int choice, _) when choice == 0 -> {
                if (open instanceof OpenMessage message) {
                    message.closePart();
                } else {
                    close();
                }
            }
            case StreamEvent.Stop(int choice, var reason, _) when choice == 0 -> stop = reason;
            case StreamEvent.Totals(var totals) -> usage = totals;
            case StreamEvent.Ping _ -> frames.comment();
            case StreamEvent.Failure(var error) -> fail(error);
            case StreamEvent.End _ -> end();
            // The format knows one answer: others are left out.
            case StreamEvent.TextStart _,
                    StreamEvent.TextDelta _,
                    StreamEvent.Cited _,
                    StreamEvent.DeclinedStart _,
                    StreamEvent.DeclinedDelta _,
                    StreamEvent.ThinkingStart _,
                    StreamEvent.ThinkingDelta _,
                    StreamEvent.Signature _,
                    StreamEvent.SealedThinking _,
                    StreamEvent.ToolStart _,
                    StreamEvent.ToolDelta _,
                    StreamEvent.Shown _,
                    StreamEvent.PartStop _,
                    StreamEvent.Stop _ -> {}
        }
    }

    private void start(ResponseHead head) {
        this.head = head;
        head.started(frames.event("response.created").name("response"));
        frames.end();
        head.started(frames.event("response.in_progress").name("response"));
        frames.end();
    }

    /// Some providers fail before they have said anything; clients want the beginning all the same.
    private ResponseHead head() {
        ResponseHead known = head;
        if (known == null) {
            known = ResponseHead.of("", 0, "", null, asked);
            start(known);
        }
        return known;
    }

    private String id(String prefix) {
        close();
        return prefix + asked.requestId() + "_" + index;
    }

    private OpenMessage message() {
        if (open instanceof OpenMessage message) {
            return message;
        }
        OpenMessage message = new OpenMessage(frames, id("msg_"), index);
        open(message);
        return message;
    }

    private void open(OpenItem item) {
        head();
        item.added();
        open = item;
    }

    /// The open item, which must be of this kind and hold this part: a piece that comes when its item
    /// has been told as done can't be told any more.
    private <T extends OpenItem> T open(Class<T> kind, int part) {
        OpenItem item = open;
        if (!kind.isInstance(item) || !item.holds(part)) {
            throw StreamFrames.late();
        }
        return kind.cast(item);
    }

    private void close() {
        OpenItem item = open;
        if (item != null) {
            open = null;
            item.close(ResponseHead.status(stop), items);
            frames.heldAtMost(items.size());
            index++;
        }
    }

    private void end() {
        ResponseHead known = head();
        close();
        items.endList();
        String type = ResponseHead.incomplete(stop) ? "response.incomplete" : "response.completed";
        known.ended(stop, items.toRaw(), usage, frames.event(type).name("response"));
        frames.end();
    }

    private void fail(NeutralError error) {
        ResponseHead known = head();
        open = null;
        items.endList();
        known.failed(error, items.toRaw(), frames.event("response.failed").name("response"));
        frames.end();
        // Official SDKs throw when an event has a member `error`.
        JsonOut out = frames.event("error").field("code", ResponseHead.code(error));
        out.field("message", error.message()).name("param").nothing().name("error");
        new OpenAiErrors().writeObject(error, out);
        frames.end();
    }
}
