package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.EventSink;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.dialect.hub.StreamReader;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Dialect;
import dev.cardea.model.Usage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a streamed answer of Converse. Blocks of texts and reasoning begin with their first piece,
/// those of tools with an event of their own; usage comes behind the stop, at the very end.
public final class ConverseStreamReader implements StreamReader, EventFrames.Handler {
    /// No answer has nearly as many blocks.
    private static final int MOST_BLOCKS = 100_000;

    private final EventFrames frames = new EventFrames(this);
    private final Asked asked;
    private final Dialect maker;

    /// The neutral part of each block that isn't stopped.
    private final Map<Integer, Open> open = new HashMap<>();

    private final Map<Integer, MediaBlock.Growing> images = new HashMap<>();

    private @Nullable EventSink sink;
    private int nextPart;
    private boolean stopped;
    private boolean counted;
    private boolean ended;

    private enum Kind {
        TEXT,
        THINKING,
        TOOL
    }

    private record Open(int part, Kind kind) {}

    public ConverseStreamReader(Asked asked) {
        this.asked = asked;
        maker = ConverseAnswerReader.maker(asked);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, EventSink sink) {
        this.sink = sink;
        if (!ended) {
            frames.feed(bytes, offset, length);
        }
    }

    @Override
    public void finish(EventSink sink) {
        if (!ended) {
            ended = true;
            sink.accept(
                    stopped && !frames.inside()
                            ? StreamEvent.END
                            : new StreamEvent.Failure(NeutralError.cut()));
        }
    }

    @Override
    public void message(
            String kind, String name, String text, byte[] bytes, int offset, int length) {
        EventSink to = sink;
        if (ended || to == null) {
            return;
        }
        switch (kind) {
            case "event" -> {
                if (length > 0) {
                    try (JsonIn in = new JsonIn(bytes, offset, length)) {
                        event(name, in, to);
                    }
                }
            }
            case "exception" -> fail(ConverseErrors.inStream(name, bytes, offset, length), to);
            default ->
                    fail(
                            new NeutralError(
                                    500,
                                    NeutralError.Kind.INTERNAL,
                                    Raw.text(text.isEmpty() ? "The provider failed." : text),
                                    name.isEmpty() ? null : Raw.text(name)),
                            to);
        }
    }

    private void fail(NeutralError error, EventSink to) {
        ended = true;
        to.accept(new StreamEvent.Failure(error));
    }

    private void event(String name, JsonIn in, EventSink to) {
        int index = 0;
        Usage usage = null;
        StopReason stop = null;
        Piece piece = Piece.NONE;
        in.object();
        for (String m = in.member(); m != null; m = in.member()) {
            switch (m) {
                case "contentBlockIndex" -> index = (int) Math.min(in.count(), MOST_BLOCKS);
                case "start", "delta" -> piece = Piece.read(in);
                case "stopReason" -> stop = StopReasons.read(in.string());
                case "usage" -> usage = ConverseUsage.read(in);
                default -> in.skip();
            }
        }
        if (index == MOST_BLOCKS) {
            throw TranslationFault.malformed("a block has too large an index");
        }
        switch (name) {
            case "messageStart" ->
                    to.accept(new StreamEvent.Start("", asked.model(), asked.created(), null));
            case "contentBlockStart" -> start(index, piece, to);
            case "contentBlockDelta" -> delta(index, piece, to);
            case "contentBlockStop" -> stop(index, to);
            case "messageStop" -> {
                stopped = true;
                to.accept(new StreamEvent.Stop(0, stop == null ? StopReason.OTHER : stop, null));
            }
            case "metadata" -> {
                if (usage != null) {
                    counted = true;
                    to.accept(new StreamEvent.Totals(usage));
                }
            }
            default -> {}
        }
        if (stopped && counted) {
            ended = true;
            to.accept(StreamEvent.END);
        }
    }

    private void start(int index, Piece piece, EventSink to) {
        if (piece.image != null) {
            image(index, piece.image);
        }
        if (piece.toolId != null && piece.toolName != null) {
            to.accept(
                    new StreamEvent.ToolStart(
                            0, opened(index, Kind.TOOL), piece.toolId, piece.toolName));
        }
    }

    private void image(int index, MediaBlock piece) {
        MediaBlock.Growing image =
                images.computeIfAbsent(index, _ -> new MediaBlock.Growing(piece.format()));
        if (piece.bytes() != null) {
            image.add(piece.bytes());
        }
    }

    private int opened(int index, Kind kind) {
        Open block = new Open(nextPart++, kind);
        open.put(index, block);
        return block.part;
    }

    private void delta(int index, Piece piece, EventSink to) {
        if (piece.image != null) {
            image(index, piece.image);
            return;
        }
        if (piece.sealed != null) {
            to.accept(
                    new StreamEvent.SealedThinking(
                            0, nextPart++, BlockWriter.sealed(piece.sealed), maker));
            return;
        }
        if (piece.citation != null) {
            to.accept(new StreamEvent.Cited(0, part(index, Kind.TEXT, to), piece.citation));
        }
        if (piece.text != null) {
            to.accept(new StreamEvent.TextDelta(0, part(index, Kind.TEXT, to), piece.text, null));
        }
        if (piece.reasoning != null) {
            to.accept(
                    new StreamEvent.ThinkingDelta(
                            0, part(index, Kind.THINKING, to), piece.reasoning));
        }
        if (piece.signature != null) {
            to.accept(
                    new StreamEvent.Signature(0, part(index, Kind.THINKING, to), piece.signature));
        }
        Open block = open.get(index);
        if (piece.input != null && block != null && block.kind == Kind.TOOL) {
            to.accept(new StreamEvent.ToolDelta(0, block.part, piece.input));
        }
    }

    /// The part that a block is, started when this is its first piece.
    private int part(int index, Kind kind, EventSink to) {
        Open block = open.get(index);
        if (block != null && block.kind == kind) {
            return block.part;
        }
        if (block != null) {
            stop(index, to);
        }
        int part = opened(index, kind);
        to.accept(
                kind == Kind.TEXT
                        ? new StreamEvent.TextStart(0, part)
                        : new StreamEvent.ThinkingStart(0, part, maker));
        return part;
    }

    private void stop(int index, EventSink to) {
        Open block = open.remove(index);
        if (block != null) {
            to.accept(new StreamEvent.PartStop(0, block.part));
        }
        MediaBlock.Growing image = images.remove(index);
        if (image != null) {
            to.accept(new StreamEvent.Shown(0, nextPart++, image.whole()));
        }
    }

    /// What one event says of a block.
    private record Piece(
            @Nullable String toolId,
            @Nullable String toolName,
            @Nullable Raw text,
            @Nullable Raw input,
            @Nullable Raw reasoning,
            @Nullable Raw signature,
            @Nullable Raw sealed,
            @Nullable Citation citation,
            @Nullable MediaBlock image) {
        static final Piece NONE = new Piece(null, null, null, null, null, null, null, null, null);

        static Piece read(JsonIn in) {
            String id = null;
            String tool = null;
            Raw text = null;
            Raw input = null;
            Raw reasoning = null;
            Raw signature = null;
            Raw sealed = null;
            Citation citation = null;
            MediaBlock image = null;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "text" -> text = filled(in);
                    case "citation" -> citation = Citations.read(in);
                    case "image" -> image = MediaBlock.read(in);
                    case "toolUse" -> {
                        in.object();
                        for (String t = in.member(); t != null; t = in.member()) {
                            switch (t) {
                                case "toolUseId" -> id = in.string();
                                case "name" -> tool = in.string();
                                case "input" -> input = filled(in);
                                default -> in.skip();
                            }
                        }
                    }
                    case "reasoningContent" -> {
                        in.object();
                        for (String r = in.member(); r != null; r = in.member()) {
                            switch (r) {
                                case "text" -> reasoning = filled(in);
                                case "signature" -> signature = filled(in);
                                case "redactedContent" -> sealed = in.text();
                                default -> in.skip();
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
            return new Piece(id, tool, text, input, reasoning, signature, sealed, citation, image);
        }

        /// The text, unless it is empty.
        private static @Nullable Raw filled(JsonIn in) {
            Raw text = in.text();
            return text.isEmptyText() ? null : text;
        }
    }
}
