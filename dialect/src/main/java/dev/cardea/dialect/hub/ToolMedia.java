package dev.cardea.dialect.hub;

import java.util.ArrayList;
import java.util.List;

/// A tool's result for dialects whose results are texts only: the texts, and the rest, which goes into
/// the user's message behind it.
///
/// @param texts at least one
/// @param rest an introduction and the images and documents; empty when there are none
public record ToolMedia(List<Part.Text> texts, List<Part> rest) {
    public ToolMedia {
        texts = List.copyOf(texts);
        rest = List.copyOf(rest);
    }

    public static ToolMedia of(Part.ToolResult result) {
        List<Part.Text> texts = new ArrayList<>();
        List<Part> rest = new ArrayList<>();
        for (Part part : result.content()) {
            if (part instanceof Part.Text text) {
                texts.add(text);
            } else {
                rest.add(part);
            }
        }
        if (!rest.isEmpty()) {
            rest.addFirst(
                    Part.Text.of(Raw.text("What tool call " + result.callId() + " returned:")));
        }
        if (texts.isEmpty()) {
            texts.add(
                    Part.Text.of(
                            rest.isEmpty() ? Raw.EMPTY_TEXT : Raw.text("(in the next message)")));
        }
        return new ToolMedia(texts, rest);
    }
}
