package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;

/// An image that a stream is at. It comes whole, and is told in the steps of OpenAI's own tool.
final class OpenImage implements OpenItem {
    private static final String STEP = "response.image_generation_call.";

    private final StreamFrames frames;
    private final String id;
    private final int index;
    private final Media.Inline image;

    OpenImage(StreamFrames frames, String id, int index, Media.Inline image) {
        this.frames = frames;
        this.id = id;
        this.index = index;
        this.image = image;
    }

    @Override
    public void added() {
        JsonOut out = frames.event("response.output_item.added").field("output_index", index);
        OutputItems.image(id, "in_progress", null, out.name("item"));
        frames.end();
        step("in_progress");
        step("generating");
    }

    private void step(String name) {
        frames.event(STEP + name, id, index);
        frames.end();
    }

    @Override
    public boolean holds(int part) {
        return true;
    }

    @Override
    public void close(String status, JsonOut items) {
        step("completed");
        JsonOut out = frames.event("response.output_item.done").field("output_index", index);
        OutputItems.image(id, "completed", image, out.name("item"));
        frames.end();
        OutputItems.image(id, "completed", image, items);
    }
}
