package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.GivenTool;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;

/// A tool call that a stream is at. The input of a tool that takes a bare text lies inside the
/// arguments, so it is told when they are complete.
final class OpenCall implements OpenItem {
    private static final Raw NO_ARGUMENTS = Raw.text("{}");

    private final StreamFrames frames;
    private final String id;
    private final int index;
    private final int part;
    private final String callId;
    private final GivenTool tool;
    private final JsonOut held = new JsonOut(256).openText();

    /// @param part of the neutral stream
    OpenCall(StreamFrames frames, String id, int index, int part, String callId, GivenTool tool) {
        this.frames = frames;
        this.id = id;
        this.index = index;
        this.part = part;
        this.callId = callId;
        this.tool = tool;
    }

    @Override
    public void added() {
        JsonOut out = frames.event("response.output_item.added").field("output_index", index);
        item("in_progress", Raw.EMPTY_TEXT, out.name("item"));
        frames.end();
    }

    @Override
    public boolean holds(int part) {
        return this.part == part;
    }

    private void item(String status, Raw argument, JsonOut out) {
        OutputItems.call(id, status, callId, tool, argument, out);
    }

    /// @param fragment a JSON string
    void arguments(Raw fragment) {
        held.inner(fragment);
        frames.heldAtMost(held.size());
        if (!tool.bare()) {
            delta("response.function_call_arguments.delta", fragment);
        }
    }

    private void delta(String type, Raw fragment) {
        frames.event(type, id, index).field("delta", fragment);
        frames.end();
    }

    @Override
    public void close(String status, JsonOut items) {
        Raw argument = held.closeText().toRaw();
        if (tool.bare()) {
            argument = TextTools.input(argument);
            delta("response.custom_tool_call_input.delta", argument);
            frames.event("response.custom_tool_call_input.done", id, index)
                    .field("input", argument);
        } else {
            if (argument.isEmptyText()) {
                // Clients parse what they got, and nothing is no JSON.
                argument = NO_ARGUMENTS;
                delta("response.function_call_arguments.delta", argument);
            }
            frames.event("response.function_call_arguments.done", id, index)
                    .field("name", tool.name())
                    .field("arguments", argument);
        }
        frames.end();
        JsonOut out = frames.event("response.output_item.done").field("output_index", index);
        item("completed", argument, out.name("item"));
        frames.end();
        item("completed", argument, items);
    }
}
