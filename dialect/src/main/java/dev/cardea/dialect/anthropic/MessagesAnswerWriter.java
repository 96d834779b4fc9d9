package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.AnswerWriter;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ChatAnswer.Choice;
import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Signatures;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.model.Dialect;
import java.util.List;

/// Writes a whole Messages answer. It has one choice; a request for several was refused.
public final class MessagesAnswerWriter implements AnswerWriter {
    @Override
    public void write(ChatAnswer answer, Asked asked, JsonOut out) {
        Choice choice =
                answer.choices().isEmpty()
                        ? new Choice(List.of(), StopReason.OTHER, null, null)
                        : answer.choices().getFirst();
        out.object().field("id", id(answer.id(), asked)).field("type", "message");
        out.field("role", "assistant");
        out.field("model", answer.model().isEmpty() ? asked.model() : answer.model());
        out.array("content");
        for (Part part : choice.parts()) {
            block(part, out);
        }
        out.endList();
        stop(choice.stop(), choice.callsTools(), choice.stopSequence(), out);
        MessagesUsage.write(answer.usage(), out);
        out.end();
    }

    /// The provider's id, which its support knows; ours when it gave none.
    static String id(String id, Asked asked) {
        return id.isEmpty() ? "msg_" + asked.requestId() : id;
    }

    static void stop(
            StopReason stop,
            boolean calls,
            @org.jspecify.annotations.Nullable Raw sequence,
            JsonOut out) {
        out.field("stop_reason", StopReasons.write(stop, calls)).name("stop_sequence");
        if (sequence == null) {
            out.nothing();
        } else {
            out.value(sequence);
        }
    }

    private static void block(Part part, JsonOut out) {
        switch (part) {
            case Part.Text(var text, var citations, _) -> {
                out.object().field("type", "text").field("text", text);
                citations(citations, out);
                out.end();
            }
            case Part.Declined(var text) ->
                    out.object().field("type", "text").field("text", text).end();
            case Part.ToolCall(var id, var name, var arguments, _) -> {
                out.object().field("type", "tool_use").field("id", id).field("name", name);
                out.field("input", arguments).end();
            }
            case Part.Thinking thinking when thinking.sealed() -> {
                out.object().field("type", "redacted_thinking");
                out.field("data", Signatures.carry(thinking, Dialect.ANTHROPIC)).end();
            }
            case Part.Thinking thinking -> {
                out.object().field("type", "thinking").field("thinking", thinking.text());
                out.field("signature", Signatures.carry(thinking, Dialect.ANTHROPIC)).end();
            }
            case Part.ToolResult _, Part.Image _, Part.Document _, Part.Audio _, Part.Video _ -> {}
        }
    }

    private static void citations(List<Citation> citations, JsonOut out) {
        if (citations.stream().noneMatch(c -> c.url() != null)) {
            return;
        }
        out.array("citations");
        for (Citation citation : citations) {
            if (citation.url() != null) {
                CitationBlocks.write(citation, citation.url(), out);
            }
        }
        out.endList();
    }
}
