package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.EventSink;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.model.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One choice of a streamed Chat Completions answer: turns the deltas into parts that start and stop.
final class ChoiceStream {
    private enum Open {
        NOTHING,
        TEXT,
        THINKING,
        DECLINED,
        TOOL
    }

    /// @param index as the provider counts
    private record Tool(int index, String id, int part) {}

    private final int choice;
    private final Asked asked;
    private final List<Tool> tools = new ArrayList<>();
    private Open open = Open.NOTHING;
    private int part = -1;
    private int parts;
    private int soundPart = -1;
    private String soundType = "";
    private boolean stopped;

    ChoiceStream(int choice, Asked asked) {
        this.choice = choice;
        this.asked = asked;
    }

    boolean stopped() {
        return stopped;
    }

    void take(ChoiceDelta delta, EventSink to) {
        if (stopped) {
            return;
        }
        if (delta.reasoning() != null && !delta.reasoning().isEmptyText()) {
            thinking(delta.reasoning(), to);
        }
        for (Part signed : delta.signed()) {
            if (signed instanceof Part.Thinking thinking && thinking.signature() != null) {
                signature(thinking, thinking.signature(), to);
            }
        }
        for (Part piece : delta.content()) {
            switch (piece) {
                case Part.Text(var text, _, _) when !text.isEmptyText() ->
                        text(text, delta.logprobs(), to);
                case Part.Thinking thinking -> thinking(thinking.text(), to);
                default -> {}
            }
        }
        for (Citation citation : delta.citations()) {
            start(Open.TEXT, to);
            to.accept(new StreamEvent.Cited(choice, part, citation));
        }
        if (delta.refusal() != null && !delta.refusal().isEmptyText()) {
            start(Open.DECLINED, to);
            to.accept(new StreamEvent.DeclinedDelta(choice, part, delta.refusal()));
        }
        for (Part image : delta.images()) {
            close(to);
            to.accept(new StreamEvent.Shown(choice, parts++, image));
        }
        if (delta.sound() != null) {
            sound(delta.sound(), delta.logprobs(), to);
        }
        for (ChoiceDelta.Call call : delta.calls()) {
            call(call, to);
        }
        if (delta.finish() != null) {
            close(to);
            stopped = true;
            to.accept(new StreamEvent.Stop(choice, ChatStreamReader.reason(delta.finish()), null));
        }
    }

    private void text(Raw text, @Nullable Raw logprobs, EventSink to) {
        start(Open.TEXT, to);
        to.accept(new StreamEvent.TextDelta(choice, part, text, logprobs));
    }

    /// Its transcript comes as a text, between the pieces.
    private void sound(AnswerMedia.Sound sound, @Nullable Raw logprobs, EventSink to) {
        Raw data = sound.data();
        if (data != null) {
            if (soundPart < 0) {
                soundPart = parts++;
                soundType = AnswerMedia.type(data);
            }
            Part piece = new Part.Audio(new Media.Inline(soundType, data));
            to.accept(new StreamEvent.Shown(choice, soundPart, piece));
        }
        if (sound.transcript() != null) {
            text(sound.transcript(), logprobs, to);
        }
    }

    private void thinking(Raw text, EventSink to) {
        start(Open.THINKING, to);
        to.accept(new StreamEvent.ThinkingDelta(choice, part, text));
    }

    private void signature(Part.Thinking thinking, Raw signature, EventSink to) {
        if (thinking.sealed()) {
            close(to);
            part = parts++;
            to.accept(new StreamEvent.SealedThinking(choice, part, signature, thinking.maker()));
            return;
        }
        if (open != Open.THINKING) {
            close(to);
            open = Open.THINKING;
            part = parts++;
            to.accept(new StreamEvent.ThinkingStart(choice, part, thinking.maker()));
        }
        to.accept(new StreamEvent.Signature(choice, part, signature));
    }

    private void call(ChoiceDelta.Call call, EventSink to) {
        Tool tool = known(call);
        if (tool == null) {
            if (call.signature() != null) {
                signature(
                        new Part.Thinking(Raw.EMPTY_TEXT, null, Dialect.GEMINI, false),
                        call.signature(),
                        to);
            }
            close(to);
            open = Open.TOOL;
            part = parts++;
            String id =
                    call.id() == null || call.id().isEmpty()
                            ? "call_" + asked.requestId() + "_" + choice + "_" + part
                            : call.id();
            tool = new Tool(call.index() < 0 ? tools.size() : call.index(), id, part);
            tools.add(tool);
            to.accept(
                    new StreamEvent.ToolStart(
                            choice, part, id, call.name() == null ? "" : call.name()));
        }
        Raw arguments = call.arguments();
        if (arguments != null && !arguments.isEmptyText()) {
            Raw fragment =
                    arguments.isText()
                            ? arguments
                            : new JsonOut(arguments.length() + 32).quoted(arguments).toRaw();
            to.accept(new StreamEvent.ToolDelta(choice, tool.part(), fragment));
        }
    }

    /// The call that a piece goes on with. Some servers give all parallel calls one index and tell
    /// them apart by id, so a new id with a name is a new call.
    private @Nullable Tool known(ChoiceDelta.Call call) {
        boolean named = call.name() != null && !call.name().isEmpty();
        for (int i = tools.size() - 1; i >= 0; i--) {
            Tool tool = tools.get(i);
            if (call.index() >= 0 && tool.index() != call.index()) {
                continue;
            }
            boolean otherId =
                    call.id() != null && !call.id().isEmpty() && !call.id().equals(tool.id());
            if (named && (otherId || call.index() < 0)) {
                return null;
            }
            return tool;
        }
        return null;
    }

    private void start(Open kind, EventSink to) {
        if (open == kind) {
            return;
        }
        close(to);
        open = kind;
        part = parts++;
        switch (kind) {
            case TEXT -> to.accept(new StreamEvent.TextStart(choice, part));
            case THINKING -> to.accept(new StreamEvent.ThinkingStart(choice, part, Dialect.OPENAI));
            case DECLINED -> to.accept(new StreamEvent.DeclinedStart(choice, part));
            case NOTHING, TOOL -> {}
        }
    }

    private void close(EventSink to) {
        if (open != Open.NOTHING) {
            to.accept(new StreamEvent.PartStop(choice, part));
            open = Open.NOTHING;
        }
    }
}
