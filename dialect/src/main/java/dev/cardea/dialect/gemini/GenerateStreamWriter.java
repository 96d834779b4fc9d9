package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.Arguments;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Signatures;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.dialect.hub.StreamWriter;
import dev.cardea.model.Dialect;
import dev.cardea.model.Usage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes a streamed generateContent answer, as server-sent events or as one JSON array. Function
/// calls are written whole, so their arguments are held until the choice stops; the finish reasons
/// come with the totals, last.
public final class GenerateStreamWriter implements StreamWriter {
    /// A function call whose arguments grow.
    private record Call(String id, String name, JsonOut arguments, @Nullable Raw signature) {}

    private static final class Choice {
        private final Map<Integer, Call> calls = new TreeMap<>();
        private Dialect maker = Dialect.GEMINI;
        private @Nullable Raw signature;
        private boolean signs;
        private @Nullable StopReason stop;
    }

    private final Asked asked;
    private final JsonOut out;
    private final Map<Integer, Choice> choices = new TreeMap<>();
    private byte[] tail = new byte[0];
    private Usage usage = Usage.NONE;
    private boolean began;

    public GenerateStreamWriter(Asked asked, JsonOut out) {
        this.asked = asked;
        this.out = out;
    }

    @Override
    public void accept(StreamEvent event) {
        switch (event) {
            case StreamEvent.Start start -> start(start);
            case StreamEvent.TextDelta(var choice, _, var text, _) -> text(choice, text);
            case StreamEvent.DeclinedDelta(var choice, _, var text) -> text(choice, text);
            case StreamEvent.ThinkingStart(var index, _, var maker) -> {
                late(index);
                Choice choice = choice(index);
                choice.maker = maker;
                choice.signs = maker != Dialect.GEMINI;
                choice.signature = null;
            }
            case StreamEvent.ThinkingDelta(var choice, _, var text) -> {
                begin(choice).object().field("text", text).field("thought", true).end();
                end(choice);
            }
            case StreamEvent.Signature(var index, _, var signature) -> {
                Choice choice = choice(index);
                choice.signs = false;
                choice.signature =
                        Signatures.carry(signature, choice.maker, false, Dialect.GEMINI).copy();
            }
            case StreamEvent.SealedThinking(var choice, _, var data, var maker) -> {
                late(choice);
                begin(choice).object().field("text", "").field("thought", true);
                out.field("thoughtSignature", Signatures.carry(data, maker, true, Dialect.GEMINI));
                out.end();
                end(choice);
            }
            case StreamEvent.ToolStart(var index, var part, var id, var name) -> {
                Choice choice = choice(index);
                JsonOut arguments = new JsonOut(64).openText();
                choice.calls.put(part, new Call(id, name, arguments, taken(choice)));
            }
            case StreamEvent.ToolDelta(var index, var part, var fragment) -> {
                Call call = choice(index).calls.get(part);
                if (call != null) {
                    call.arguments().inner(fragment);
                }
            }
            case StreamEvent.Shown(var index, _, var media) -> {
                Raw signature = taken(choice(index));
                begin(index);
                MediaParts.write(media, signature, out);
                end(index);
            }
            case StreamEvent.TextStart(var index, _) -> late(index);
            case StreamEvent.DeclinedStart(var index, _) -> late(index);
            case StreamEvent.Cited(var choice, _, var citation) -> {
                if (citation.url() != null) {
                    begin(choice).endList().field("role", "model").end().field("index", choice);
                    Sources.write(List.of(citation), out);
                    close();
                }
            }
            case StreamEvent.Stop(var index, var reason, _) -> {
                late(index);
                Choice choice = choice(index);
                choice.stop = reason;
                calls(index, choice);
            }
            case StreamEvent.Totals(var totals) -> usage = totals;
            case StreamEvent.Failure(var error) -> {
                frame();
                new GeminiErrors().write(error, out);
                out.text(asked.listStream() ? "]" : "\r\n\r\n");
            }
            case StreamEvent.End _ -> end();
            case StreamEvent.Ping _ -> {
                if (!asked.listStream()) {
                    out.text(": ping\r\n\r\n");
                }
            }
            case StreamEvent.PartStop _ -> {}
        }
    }

    private void start(StreamEvent.Start start) {
        JsonOut text = new JsonOut(96);
        text.field("modelVersion", start.model().isEmpty() ? asked.model() : start.model());
        text.field("responseId", start.id().isEmpty() ? asked.requestId() : start.id());
        tail = text.end().toBytes();
    }

    private Choice choice(int index) {
        return choices.computeIfAbsent(index, _ -> new Choice());
    }

    private void text(int choice, Raw text) {
        begin(choice).object().field("text", text).end();
        end(choice);
    }

    /// The signature that the next part carries. Reasoning that its maker doesn't sign is marked too,
    /// so that it finds its way back.
    private static @Nullable Raw taken(Choice choice) {
        Raw signature =
                choice.signs
                        ? Signatures.carry(null, choice.maker, false, Dialect.GEMINI)
                        : choice.signature;
        choice.signs = false;
        choice.signature = null;
        return signature;
    }

    /// A signature that no function call followed goes out on a thought of its own.
    private void late(int index) {
        Raw signature = taken(choice(index));
        if (signature != null) {
            begin(index).object().field("text", "").field("thought", true);
            out.field("thoughtSignature", signature).end();
            end(index);
        }
    }

    private void calls(int index, Choice choice) {
        if (choice.calls.isEmpty()) {
            return;
        }
        begin(index);
        AnswerParts parts = new AnswerParts(out);
        for (Call call : choice.calls.values()) {
            Raw arguments = Arguments.object(call.arguments().closeText().toRaw());
            parts.call(call.id(), call.name(), arguments, call.signature());
        }
        choice.calls.clear();
        end(index);
    }

    private void frame() {
        if (!asked.listStream()) {
            out.text("data: ");
        } else {
            out.text(began ? ",\r\n" : "[");
        }
        began = true;
    }

    private JsonOut begin(int choice) {
        choice(choice);
        frame();
        return out.object().array("candidates").object().object("content").array("parts");
    }

    private void end(int choice) {
        out.endList().field("role", "model").end().field("index", choice);
        close();
    }

    /// Ends the candidate, the list of candidates and the chunk.
    private void close() {
        out.end().endList().text(",").bytes(tail, 0, tail.length);
        out.text(asked.listStream() ? "" : "\r\n\r\n");
    }

    private void end() {
        frame();
        out.object().array("candidates");
        for (Map.Entry<Integer, Choice> entry : choices.entrySet()) {
            StopReason stop = entry.getValue().stop;
            out.object().object("content").array("parts").object().field("text", "").end();
            out.endList().field("role", "model").end();
            out.field("finishReason", FinishReasons.write(stop == null ? StopReason.END : stop));
            out.field("index", entry.getKey()).end();
        }
        out.endList();
        GeminiUsage.write(usage, out);
        out.text(",").bytes(tail, 0, tail.length).text(asked.listStream() ? "]" : "\r\n\r\n");
    }
}
