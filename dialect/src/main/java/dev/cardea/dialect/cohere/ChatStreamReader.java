package dev.cardea.dialect.cohere;

import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.EventSink;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.SseReader;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.dialect.hub.StreamReader;
import dev.cardea.model.Dialect;
import dev.cardea.model.Usage;
import org.jspecify.annotations.Nullable;

/// Reads a streamed answer of Cohere's Chat v2. Its parts come one after the other, so the one that is
/// open takes what comes.
public final class ChatStreamReader implements StreamReader, SseReader.Handler {
    private final SseReader events = new SseReader(this);
    private @Nullable EventSink sink;
    private Open open = Open.NOTHING;
    private int part = -1;
    private boolean ended;

    /// What the part is that takes pieces.
    private enum Open {
        NOTHING,
        TEXT,
        THINKING,
        TOOL
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
        if (!ended) {
            ended = true;
            sink.accept(new StreamEvent.Failure(NeutralError.cut()));
        }
    }

    @Override
    public void event(String event, byte[] bytes, int offset, int length) {
        EventSink to = sink;
        if (ended || to == null || length == 0 || bytes[offset] != '{') {
            return;
        }
        try (JsonIn in = new JsonIn(bytes, offset, length)) {
            Said said = Said.read(in);
            take(said.type.isEmpty() ? event : said.type, said, to);
        }
    }

    private void take(String type, Said said, EventSink to) {
        switch (type) {
            case "message-start" -> to.accept(new StreamEvent.Start(said.id, "", 0, null));
            case "content-start", "content-delta", "tool-plan-delta" -> {
                piece(Open.THINKING, said.thinking, to);
                piece(Open.TEXT, said.text, to);
            }
            case "tool-call-start" -> {
                close(to);
                open = Open.TOOL;
                part++;
                to.accept(new StreamEvent.ToolStart(0, part, said.toolId, said.toolName));
                arguments(said.arguments, to);
            }
            case "tool-call-delta" -> arguments(said.arguments, to);
            case "content-end", "tool-call-end" -> close(to);
            case "citation-start" -> {
                if (said.citation != null && open == Open.TEXT) {
                    to.accept(new StreamEvent.Cited(0, part, said.citation));
                }
            }
            case "message-end" -> end(said, to);
            default -> {}
        }
    }

    private void end(Said said, EventSink to) {
        close(to);
        ended = true;
        if (said.error != null) {
            to.accept(
                    new StreamEvent.Failure(
                            new NeutralError(
                                    500, NeutralError.Kind.INTERNAL, said.error.copy(), null)));
            return;
        }
        to.accept(new StreamEvent.Totals(said.usage));
        to.accept(new StreamEvent.Stop(0, said.stop, null));
        to.accept(StreamEvent.END);
    }

    private void piece(Open kind, @Nullable Raw text, EventSink to) {
        if (text == null || text.isEmptyText()) {
            return;
        }
        if (open != kind) {
            close(to);
            open = kind;
            part++;
            if (kind == Open.TEXT) {
                to.accept(new StreamEvent.TextStart(0, part));
            } else {
                to.accept(new StreamEvent.ThinkingStart(0, part, Dialect.OPENAI));
            }
        }
        to.accept(
                kind == Open.TEXT
                        ? new StreamEvent.TextDelta(0, part, text, null)
                        : new StreamEvent.ThinkingDelta(0, part, text));
    }

    private void arguments(@Nullable Raw fragment, EventSink to) {
        if (open == Open.TOOL && fragment != null && !fragment.isEmptyText()) {
            to.accept(new StreamEvent.ToolDelta(0, part, fragment));
        }
    }

    private void close(EventSink to) {
        if (open != Open.NOTHING) {
            open = Open.NOTHING;
            to.accept(new StreamEvent.PartStop(0, part));
        }
    }

    /// All that one event says, whatever its type.
    private static final class Said {
        private String type = "";
        private String id = "";
        private @Nullable Raw text;
        private @Nullable Raw thinking;
        private String toolId = "";
        private String toolName = "";
        private @Nullable Raw arguments;
        private @Nullable Citation citation;
        private StopReason stop = StopReason.OTHER;
        private Usage usage = Usage.NONE;
        private @Nullable Raw error;

        static Said read(JsonIn in) {
            Said said = new Said();
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "type" -> said.type = in.string();
                    case "id" -> said.id = in.string();
                    case "delta" -> said.delta(in);
                    default -> in.skip();
                }
            }
            return said;
        }

        private void delta(JsonIn in) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "message" -> message(in);
                    case "finish_reason" -> stop = FinishReasons.read(in.string());
                    case "usage" -> usage = CohereUsage.read(in);
                    case "error" -> error = in.isText() ? in.text() : Raw.text("It failed.");
                    default -> in.skip();
                }
            }
        }

        private void message(JsonIn in) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (name.equals("tool_plan")) {
                    text = in.text();
                } else if (!in.isObject()) {
                    in.skip();
                } else {
                    switch (name) {
                        case "content" -> content(in);
                        case "tool_calls" -> call(in);
                        case "citations" -> citation = Citations.read(in);
                        default -> in.skip();
                    }
                }
            }
        }

        private void content(JsonIn in) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "text" -> text = in.text();
                    case "thinking" -> thinking = in.text();
                    default -> in.skip();
                }
            }
        }

        private void call(JsonIn in) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "id" -> toolId = in.string();
                    case "function" -> {
                        in.object();
                        for (String f = in.member(); f != null; f = in.member()) {
                            switch (f) {
                                case "name" -> toolName = in.string();
                                case "arguments" -> arguments = in.text();
                                default -> in.skip();
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
        }
    }
}
