package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.EventSink;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.SseReader;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.dialect.hub.StreamReader;
import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a streamed generateContent answer (`alt=sse`): each event is an answer with what is new.
/// Nothing marks the end; it is complete when every candidate has its finish reason.
public final class GenerateStreamReader implements StreamReader, SseReader.Handler {
    private final SseReader events = new SseReader(this);
    private final List<CandidateStream> candidates = new ArrayList<>();
    private final PartReader parts;
    private @Nullable EventSink sink;
    private boolean started;
    private boolean ended;

    public GenerateStreamReader(Asked asked) {
        parts = PartReader.ofAnswer("call_" + asked.requestId() + "_");
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
        boolean complete =
                !candidates.isEmpty() && candidates.stream().allMatch(CandidateStream::stopped);
        sink.accept(complete ? StreamEvent.END : new StreamEvent.Failure(NeutralError.cut()));
    }

    @Override
    public void event(String event, byte[] bytes, int offset, int length) {
        EventSink to = sink;
        if (to != null && length > 0) {
            take(bytes, offset, length, to);
        }
    }

    /// Takes the data of one event.
    void take(byte[] bytes, int offset, int length, EventSink to) {
        if (ended) {
            return;
        }
        try (JsonIn in = new JsonIn(bytes, offset, length)) {
            chunk(in, to);
        }
    }

    private void chunk(JsonIn in, EventSink to) {
        String id = "";
        String model = "";
        Usage usage = null;
        NeutralError error = null;
        boolean blocked = false;
        List<Candidate> deltas = new ArrayList<>(1);
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "responseId" -> id = started ? "" : in.string();
                case "modelVersion" -> model = started ? "" : in.string();
                case "usageMetadata" -> usage = GeminiUsage.read(in);
                case "error" -> error = GeminiErrors.error(0, in);
                case "promptFeedback" -> {
                    blocked = true;
                    in.skip();
                }
                case "candidates" -> {
                    in.array();
                    while (in.element()) {
                        deltas.add(Candidate.read(in, parts));
                    }
                }
                default -> in.skip();
            }
        }
        if (error != null) {
            ended = true;
            to.accept(new StreamEvent.Failure(error));
            return;
        }
        if (!started) {
            started = true;
            to.accept(new StreamEvent.Start(id, model, 0, null));
        }
        if (blocked && deltas.isEmpty()) {
            deltas.add(new Candidate(0, List.of(), StopReason.REFUSED, List.of(), null));
        }
        for (Candidate delta : deltas) {
            candidate(delta.index()).take(delta, to);
        }
        if (usage != null) {
            to.accept(new StreamEvent.Totals(usage));
        }
    }

    private CandidateStream candidate(int index) {
        while (candidates.size() <= index) {
            candidates.add(new CandidateStream(candidates.size()));
        }
        return candidates.get(index);
    }
}
