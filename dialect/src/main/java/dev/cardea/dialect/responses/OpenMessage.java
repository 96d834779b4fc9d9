package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;

/// A message that a stream is at: texts and refusals, one after the other.
final class OpenMessage implements OpenItem {
    private enum Kind {
        NONE,
        TEXT,
        REFUSAL
    }

    private final StreamFrames frames;
    private final String id;
    private final int index;
    private final JsonOut content = new JsonOut(512).list();
    private final JsonOut held = new JsonOut(512);
    private final JsonOut annotations = new JsonOut(32);
    private final JsonOut logprobs = new JsonOut(32);
    private Kind kind = Kind.NONE;
    private int part = -1;
    private int cited;

    OpenMessage(StreamFrames frames, String id, int index) {
        this.frames = frames;
        this.id = id;
        this.index = index;
    }

    @Override
    public void added() {
        JsonOut out = frames.event("response.output_item.added").field("output_index", index);
        OutputItems.message(id, "in_progress", OutputItems.EMPTY_LIST, out.name("item"));
        frames.end();
    }

    @Override
    public boolean holds(int part) {
        return true;
    }

    private JsonOut event(String type) {
        return frames.event(type, id, index).field("content_index", part);
    }

    void startText() {
        start(Kind.TEXT);
        annotations.reset();
        annotations.list();
        logprobs.reset();
        logprobs.list();
        cited = 0;
        JsonOut out = event("response.content_part.added").name("part");
        OutputItems.text(Raw.EMPTY_TEXT, OutputItems.EMPTY_LIST, OutputItems.EMPTY_LIST, out);
        frames.end();
    }

    void startRefusal() {
        start(Kind.REFUSAL);
        OutputItems.refusal(Raw.EMPTY_TEXT, event("response.content_part.added").name("part"));
        frames.end();
    }

    private void start(Kind next) {
        closePart();
        kind = next;
        part++;
        held.reset();
        held.openText();
    }

    /// @param probabilities a JSON list
    void text(Raw text, Raw probabilities) {
        if (kind != Kind.TEXT) {
            throw StreamFrames.late();
        }
        hold(text);
        if (probabilities.length() > 2) {
            if (logprobs.size() > 1) {
                logprobs.text(",");
            }
            logprobs.bytes(probabilities.bytes(), probabilities.from() + 1, probabilities.to() - 1);
        }
        event("response.output_text.delta").field("delta", text).field("logprobs", probabilities);
        frames.end();
    }

    void refusal(Raw text) {
        if (kind != Kind.REFUSAL) {
            throw StreamFrames.late();
        }
        hold(text);
        event("response.refusal.delta").field("delta", text);
        frames.end();
    }

    private void hold(Raw text) {
        held.inner(text);
        frames.heldAtMost(held.size());
    }

    void cite(Citation citation, Raw url) {
        if (kind != Kind.TEXT) {
            throw StreamFrames.late();
        }
        OutputItems.annotation(citation, url, annotations);
        JsonOut out = event("response.output_text.annotation.added");
        OutputItems.annotation(
                citation, url, out.field("annotation_index", cited++).name("annotation"));
        frames.end();
    }

    void closePart() {
        switch (kind) {
            case NONE -> {}
            case TEXT -> {
                Raw text = held.closeText().toRaw();
                Raw cites = annotations.endList().toRaw();
                Raw probabilities = logprobs.endList().toRaw();
                event("response.output_text.done")
                        .field("text", text)
                        .field("logprobs", probabilities);
                frames.end();
                JsonOut out = event("response.content_part.done").name("part");
                OutputItems.text(text, cites, probabilities, out);
                frames.end();
                OutputItems.text(text, cites, probabilities, content);
            }
            case REFUSAL -> {
                Raw text = held.closeText().toRaw();
                event("response.refusal.done").field("refusal", text);
                frames.end();
                OutputItems.refusal(text, event("response.content_part.done").name("part"));
                frames.end();
                OutputItems.refusal(text, content);
            }
        }
        kind = Kind.NONE;
    }

    @Override
    public void close(String status, JsonOut items) {
        closePart();
        Raw parts = content.endList().toRaw();
        JsonOut out = frames.event("response.output_item.done").field("output_index", index);
        OutputItems.message(id, status, parts, out.name("item"));
        frames.end();
        OutputItems.message(id, status, parts, items);
    }
}
