package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.TranslationFault;

/// Frames the events of a streamed response and numbers them.
final class StreamFrames {
    /// The most that the held items may have; a provider that sends more is not believed.
    private static final int MOST = 64 << 20;

    private final JsonOut out;
    private long sequence;

    StreamFrames(JsonOut out) {
        this.out = out;
    }

    /// Starts an event; its members follow, then [#end].
    JsonOut event(String type) {
        out.text("event: ").text(type).text("\ndata: ").object().field("type", type);
        return out.field("sequence_number", sequence++);
    }

    /// Starts an event about an item.
    JsonOut event(String type, String itemId, int outputIndex) {
        return event(type).field("item_id", itemId).field("output_index", outputIndex);
    }

    void end() {
        out.end().text("\n\n");
    }

    void comment() {
        out.text(": ping\n\n");
    }

    void heldAtMost(int size) {
        if (size > MOST) {
            throw TranslationFault.malformed("the answer is too large to be held until its end");
        }
    }

    static TranslationFault late() {
        return TranslationFault.malformed("a piece of the answer comes after its part has ended");
    }
}
