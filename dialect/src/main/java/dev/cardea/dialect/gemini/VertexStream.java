package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.EventSink;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.SseReader;
import dev.cardea.dialect.hub.StreamEvent;
import dev.cardea.dialect.hub.StreamReader;
import dev.cardea.dialect.hub.StreamWriter;

/// A stream of Vertex AI on its way to a client of Gemini's API: read for what the call's record tells,
/// while each event goes on as it came. It is the stream's reader and its writer.
public final class VertexStream implements StreamReader, StreamWriter, SseReader.Handler {
    private final SseReader events = new SseReader(this);
    private final GenerateStreamReader reader;
    private final boolean list;
    private final JsonOut out;
    private EventSink sink = _ -> {};
    private boolean began;
    private boolean ended;

    public VertexStream(Asked asked, JsonOut out) {
        this.reader = new GenerateStreamReader(asked);
        this.list = asked.listStream();
        this.out = out;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, EventSink to) {
        sink = to;
        events.feed(bytes, offset, length);
    }

    @Override
    public void finish(EventSink to) {
        sink = to;
        events.finish();
        reader.finish(to);
    }

    @Override
    public void event(String event, byte[] bytes, int offset, int length) {
        if (ended || length == 0) {
            return;
        }
        reader.take(bytes, offset, length, sink);
        if (!ended) {
            frame();
            VertexAnswer.write(bytes, offset, length, out);
            out.text(list ? "" : "\r\n\r\n");
        }
    }

    @Override
    public void comment() {
        sink.accept(StreamEvent.PING);
    }

    @Override
    public void accept(StreamEvent event) {
        switch (event) {
            case StreamEvent.Failure(var error) -> {
                ended = true;
                frame();
                new GeminiErrors().write(error, out);
                out.text(list ? "]" : "\r\n\r\n");
            }
            case StreamEvent.End _ -> {
                ended = true;
                out.text(list ? "]" : "");
            }
            case StreamEvent.Ping _ -> out.text(list ? "" : ": ping\r\n\r\n");
            default -> {}
        }
    }

    private void frame() {
        if (list) {
            out.text(began ? ",\r\n" : "[");
        } else {
            out.text("data: ");
        }
        began = true;
    }
}
