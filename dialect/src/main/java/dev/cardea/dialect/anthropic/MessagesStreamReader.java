package dev.cardea.dialect.anthropic;

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
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a streamed Messages answer: `message_start`, blocks that start, grow and stop,
/// `message_delta` with the stop reason and the totals, `message_stop`.
public final class MessagesStreamReader implements StreamReader, SseReader.Handler {
    private final SseReader events = new SseReader(this);

    /// The neutral number of each block; blocks of kinds that nobody else knows have none.
    private final Map<Integer, Integer> parts = new HashMap<>();

    private @Nullable EventSink sink;
    private int nextPart;
    private Usage usage = Usage.NONE;
    private boolean stopped;
    private boolean ended;

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
            sink.accept(stopped ? StreamEvent.END : new StreamEvent.Failure(NeutralError.cut()));
        }
    }

    @Override
    public void event(String event, byte[] bytes, int offset, int length) {
        EventSink to = sink;
        if (ended || to == null || length == 0) {
            return;
        }
        try (JsonIn in = new JsonIn(bytes, offset, length)) {
            read(in, to);
        }
    }

    private void read(JsonIn in, EventSink to) {
        String type = "";
        int index = 0;
        Block block = null;
        Delta delta = Delta.NONE;
        NeutralError error = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "type" -> type = in.string();
                case "index" -> index = (int) in.count();
                case "message" -> message(in, to);
                case "content_block" -> block = Block.read(in);
                case "delta" -> delta = Delta.read(in);
                case "usage" -> usage = MessagesUsage.read(in, usage);
                case "error" -> error = AnthropicErrors.error(0, in);
                default -> in.skip();
            }
        }
        switch (type) {
            case "content_block_delta" -> delta(index, delta, to);
            case "content_block_start" -> {
                if (block != null) {
                    start(index, block, to);
                }
            }
            case "content_block_stop" -> {
                Integer part = parts.get(index);
                if (part != null) {
                    to.accept(new StreamEvent.PartStop(0, part));
                }
            }
            case "message_delta" -> {
                to.accept(new StreamEvent.Totals(usage));
                if (delta.stop() != null) {
                    stopped = true;
                    to.accept(new StreamEvent.Stop(0, delta.stop(), delta.text()));
                }
            }
            case "message_stop" -> {
                ended = true;
                to.accept(StreamEvent.END);
            }
            case "ping" -> to.accept(StreamEvent.PING);
            case "error" -> {
                ended = true;
                to.accept(new StreamEvent.Failure(error == null ? NeutralError.cut() : error));
            }
            default -> {}
        }
    }

    private void message(JsonIn in, EventSink to) {
        String id = "";
        String model = "";
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "id" -> id = in.string();
                case "model" -> model = in.string();
                case "usage" -> usage = MessagesUsage.read(in, usage);
                default -> in.skip();
            }
        }
        to.accept(new StreamEvent.Start(id, model, 0, null));
        to.accept(new StreamEvent.Totals(usage));
    }

    private void start(int index, Block block, EventSink to) {
        int part = nextPart;
        StreamEvent event =
                switch (block.type()) {
                    case "text" -> new StreamEvent.TextStart(0, part);
                    case "thinking" -> new StreamEvent.ThinkingStart(0, part, Dialect.ANTHROPIC);
                    case "redacted_thinking" ->
                            new StreamEvent.SealedThinking(
                                    0, part, block.text(), Dialect.ANTHROPIC);
                    case "tool_use" -> new StreamEvent.ToolStart(0, part, block.id(), block.name());
                    default -> StreamEvent.PING;
                };
        if (event instanceof StreamEvent.Ping) {
            return;
        }
        nextPart++;
        if (!(event instanceof StreamEvent.SealedThinking)) {
            parts.put(index, part);
        }
        to.accept(event);
        if (event instanceof StreamEvent.TextStart && !block.text().isEmptyText()) {
            to.accept(new StreamEvent.TextDelta(0, part, block.text(), null));
        }
    }

    private void delta(int index, Delta delta, EventSink to) {
        Integer part = parts.get(index);
        Raw text = delta.text();
        if (part == null) {
            return;
        }
        if (delta.citation() != null) {
            to.accept(new StreamEvent.Cited(0, part, delta.citation()));
        } else if (text != null && !text.isEmptyText()) {
            switch (delta.type()) {
                case "text_delta" -> to.accept(new StreamEvent.TextDelta(0, part, text, null));
                case "thinking_delta" -> to.accept(new StreamEvent.ThinkingDelta(0, part, text));
                case "signature_delta" -> to.accept(new StreamEvent.Signature(0, part, text));
                case "input_json_delta" -> to.accept(new StreamEvent.ToolDelta(0, part, text));
                default -> {}
            }
        }
    }

    /// The block that starts.
    ///
    /// @param text what it starts with
    private record Block(String type, String id, String name, Raw text) {
        static Block read(JsonIn in) {
            String type = "";
            String id = "";
            String toolName = "";
            Raw text = Raw.EMPTY_TEXT;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "type" -> type = in.string();
                    case "id" -> id = in.string();
                    case "name" -> toolName = in.string();
                    case "text", "data" -> text = in.text();
                    default -> in.skip();
                }
            }
            return new Block(type, id, toolName, text);
        }
    }

    /// @param text the piece, or the stop sequence
    private record Delta(
            String type,
            @Nullable Raw text,
            @Nullable StopReason stop,
            @Nullable Citation citation) {
        static final Delta NONE = new Delta("", null, null, null);

        static Delta read(JsonIn in) {
            String type = "";
            Raw text = null;
            StopReason stop = null;
            Citation citation = null;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "type" -> type = in.string();
                    case "text", "thinking", "signature", "partial_json", "stop_sequence" ->
                            text = in.text();
                    case "stop_reason" -> stop = StopReasons.read(in.string());
                    case "citation" -> citation = CitationBlocks.citation(in);
                    default -> in.skip();
                }
            }
            return new Delta(type, text, stop, citation);
        }
    }
}
