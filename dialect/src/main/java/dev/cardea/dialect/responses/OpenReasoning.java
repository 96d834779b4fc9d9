package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.model.Dialect;
import org.jspecify.annotations.Nullable;

/// Reasoning that a stream is at. Its text is one summary part, so that a signature over it still
/// fits when the client sends it back.
final class OpenReasoning implements OpenItem {
    private final StreamFrames frames;
    private final String id;
    private final int index;
    private final Dialect maker;
    private final JsonOut held = new JsonOut(512).openText();
    private @Nullable Raw encrypted;
    private boolean told;

    OpenReasoning(StreamFrames frames, String id, int index, Dialect maker) {
        this.frames = frames;
        this.id = id;
        this.index = index;
        this.maker = maker;
    }

    @Override
    public void added() {
        JsonOut out = frames.event("response.output_item.added").field("output_index", index);
        OutputItems.reasoning(id, Raw.EMPTY_TEXT, null, out.name("item"));
        frames.end();
    }

    @Override
    public boolean holds(int part) {
        return true;
    }

    private JsonOut event(String type) {
        return frames.event(type, id, index).field("summary_index", 0);
    }

    void text(Raw text) {
        if (!told) {
            told = true;
            JsonOut out = event("response.reasoning_summary_part.added").name("part");
            OutputItems.summary(Raw.EMPTY_TEXT, out);
            frames.end();
        }
        held.inner(text);
        frames.heldAtMost(held.size());
        event("response.reasoning_summary_text.delta").field("delta", text);
        frames.end();
    }

    void sign(Raw signature) {
        encrypted = OutputItems.encrypted(signature, maker, false);
    }

    void seal(Raw data) {
        encrypted = OutputItems.encrypted(data, maker, true);
    }

    @Override
    public void close(String status, JsonOut items) {
        Raw text = held.closeText().toRaw();
        if (told) {
            event("response.reasoning_summary_text.done").field("text", text);
            frames.end();
            OutputItems.summary(text, event("response.reasoning_summary_part.done").name("part"));
            frames.end();
        }
        JsonOut out = frames.event("response.output_item.done").field("output_index", index);
        OutputItems.reasoning(id, text, encrypted, out.name("item"));
        frames.end();
        OutputItems.reasoning(id, text, encrypted, items);
    }
}
