package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TokenEstimate;
import dev.cardea.dialect.hub.Tool;
import dev.cardea.dialect.hub.Turn;
import java.util.List;

/// Guesses how many tokens a request has: its texts, and a few for what frames them.
final class RequestEstimate {
    private static final long PER_TURN = 4;
    private static final long PER_TOOL = 8;

    /// What providers charge for an image of about a million pixels.
    private static final long PER_IMAGE = 1200;

    /// A page of text and its picture; how many pages a document has isn't known.
    private static final long PER_DOCUMENT = 3000;

    private final TokenEstimate texts = new TokenEstimate();
    private long others;

    private RequestEstimate() {}

    static long tokens(ChatRequest request) {
        RequestEstimate estimate = new RequestEstimate();
        estimate.parts(request.system());
        for (Turn turn : request.turns()) {
            estimate.others += PER_TURN;
            estimate.parts(turn.parts());
        }
        for (Tool tool : request.tools()) {
            estimate.tool(tool);
        }
        return estimate.texts.tokens() + estimate.others;
    }

    private void tool(Tool tool) {
        others += PER_TOOL;
        if (tool.description() != null) {
            texts.add(tool.description());
        }
        if (tool.schema() != null) {
            json(tool.schema());
        }
    }

    private void json(Raw json) {
        texts.add(json.bytes(), json.from(), json.to());
    }

    private void parts(List<? extends Part> parts) {
        for (Part part : parts) {
            switch (part) {
                case Part.Text text -> texts.add(text.text());
                case Part.Thinking thinking -> texts.add(thinking.text());
                case Part.Declined(Raw text) -> texts.add(text);
                case Part.ToolCall call -> {
                    others += PER_TOOL;
                    json(call.arguments());
                }
                case Part.ToolResult result -> {
                    others += PER_TOOL;
                    parts(result.content());
                }
                case Part.Image _ -> others += PER_IMAGE;
                case Part.Document document -> {
                    if (document.source() instanceof Media.Plain(Raw text)) {
                        texts.add(text);
                    } else {
                        others += PER_DOCUMENT;
                    }
                }
                case Part.Audio _, Part.Video _ -> others += PER_DOCUMENT;
            }
        }
    }
}
