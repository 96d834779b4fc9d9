package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.EventSink;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.NeutralError;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.dialect.hub.StreamReader;
import dev.cardea.dialect.hub.StreamWriter;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Usage;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;

/// One stream: what the reader brings goes to the writer, with the totals noted on the way.
final class SpokeStream implements StreamTranslation, EventSink {
    private static final byte[] NOTHING = new byte[0];

    private final StreamReader reader;
    private final EventSink writer;
    private final JsonOut out;
    private final String contentType;
    private Usage usage = Usage.NONE;
    private String model = "";
    private StopReason stop = StopReason.OTHER;
    private boolean spoke;
    private boolean failed;
    private boolean ended;

    /// @param shows what the writer has a place for
    SpokeStream(
            StreamReader reader,
            StreamWriter writer,
            Predicate<Part> shows,
            JsonOut out,
            String contentType) {
        this.reader = reader;
        this.writer = new ShownInWords(shows, writer);
        this.out = out;
        this.contentType = contentType;
    }

    @Override
    public void accept(StreamEvent event) {
        if (ended) {
            return;
        }
        switch (event) {
            case StreamEvent.Start start -> model = start.model();
            case StreamEvent.Totals(var totals) -> usage = totals;
            case StreamEvent.Stop(var choice, var reason, _) -> {
                if (choice == 0) {
                    stop = reason;
                }
            }
            case StreamEvent.Failure _ -> {
                failed = true;
                ended = true;
            }
            case StreamEvent.End _ -> ended = true;
            case StreamEvent.TextDelta _,
                    StreamEvent.ThinkingDelta _,
                    StreamEvent.SealedThinking _,
                    StreamEvent.DeclinedDelta _,
                    StreamEvent.Shown _,
                    StreamEvent.ToolStart _ ->
                    spoke = true;
            default -> {}
        }
        writer.accept(
                event instanceof StreamEvent.Failure(var error)
                        ? new StreamEvent.Failure(RequestErrors.told(error))
                        : event);
    }

    @Override
    public byte[] feed(byte[] bytes, int offset, int length) {
        if (failed) {
            return NOTHING; // a reader that has thrown stands somewhere inside what it can't read
        }
        try {
            reader.feed(bytes, offset, length, this);
        } catch (JacksonException | TranslationFault _) {
            broken();
        }
        return taken();
    }

    @Override
    public byte[] finish() {
        if (failed) {
            return NOTHING;
        }
        try {
            reader.finish(this);
        } catch (JacksonException | TranslationFault _) {
            broken();
        }
        return taken();
    }

    private void broken() {
        accept(
                new StreamEvent.Failure(
                        new NeutralError(
                                502,
                                NeutralError.Kind.INTERNAL,
                                Raw.text("The provider sent what cannot be read."),
                                null)));
    }

    @Override
    public byte[] fail(int status, String message) {
        accept(
                new StreamEvent.Failure(
                        new NeutralError(
                                status, NeutralError.Kind.of(status), Raw.text(message), null)));
        return taken();
    }

    private byte[] taken() {
        if (out.size() == 0) {
            return NOTHING;
        }
        byte[] bytes = out.toBytes();
        out.reset();
        return bytes;
    }

    @Override
    public boolean failed() {
        return failed;
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public StopReason stop() {
        return stop;
    }

    @Override
    public boolean refused() {
        return stop == StopReason.REFUSED && !spoke;
    }

    @Override
    public boolean spoke() {
        return spoke;
    }

    @Override
    public String contentType() {
        return contentType;
    }
}
