package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.EventSink;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.SseReader;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.dialect.hub.StreamReader;
import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a streamed Chat Completions answer: one `chat.completion.chunk` per event, `[DONE]` last.
public final class ChatStreamReader implements StreamReader, SseReader.Handler {
    private final Asked asked;
    private final SseReader events = new SseReader(this);
    private final List<ChoiceStream> choices = new ArrayList<>();
    private @Nullable EventSink sink;
    private boolean started;
    private boolean ended;

    public ChatStreamReader(Asked asked) {
        this.asked = asked;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, EventSink sink) {
        this.sink = sink;
        events.feed(bytes, offset, length);
    }

    @Override
    public void finish(EventSink sink) {
        this.sink = sink;
        events.finish();
        if (ended) {
            return;
        }
        ended = true;
        boolean complete = !choices.isEmpty() && choices.stream().allMatch(ChoiceStream::stopped);
        sink.accept(complete ? StreamEvent.END : new StreamEvent.Failure(NeutralError.cut()));
    }

    @Override
    public void comment() {
        if (sink != null && started && !ended) {
            sink.accept(StreamEvent.PING);
        }
    }

    @Override
    public void event(String event, byte[] bytes, int offset, int length) {
        EventSink to = sink;
        if (ended || to == null || length == 0) {
            return;
        }
        if (bytes[offset] == '[' && length >= 6 && bytes[offset + 1] == 'D') {
            ended = true;
            to.accept(StreamEvent.END);
            return;
        }
        try (JsonIn in = new JsonIn(bytes, offset, length)) {
            chunk(in, to);
        }
    }

    private void chunk(JsonIn in, EventSink to) {
        String id = "";
        String model = "";
        long created = 0;
        Raw tier = null;
        Usage usage = null;
        NeutralError error = null;
        List<ChoiceDelta> deltas = List.of();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "id" -> id = started ? "" : in.string();
                case "model" -> model = started ? "" : in.string();
                case "created" -> created = started ? 0 : in.whole();
                case "service_tier" -> tier = in.text();
                case "usage" -> usage = ChatUsage.read(in);
                case "error" -> error = OpenAiErrors.inStream(in);
                case "choices" -> deltas = ChoiceDelta.read(in);
                default -> in.skip();
            }
        }
        if (error != null) {
            ended = true;
            to.accept(new StreamEvent.Failure(error));
            return;
        }
        if (!started) {
            if (id.isEmpty() && deltas.isEmpty() && usage == null) {
                // Azure tells first what its filters found in the prompt.
                return;
            }
            started = true;
            to.accept(new StreamEvent.Start(id, model, created, tier));
        }
        for (ChoiceDelta delta : deltas) {
            choice(delta.index()).take(delta, to);
        }
        if (usage != null) {
            to.accept(new StreamEvent.Totals(usage));
        }
    }

    private ChoiceStream choice(int index) {
        while (choices.size() <= index) {
            choices.add(new ChoiceStream(choices.size(), asked));
        }
        return choices.get(index);
    }

    /// The reason that a chunk's `finish_reason` stands for.
    static StopReason reason(Raw reason) {
        return FinishReason.read(reason.text());
    }
}
