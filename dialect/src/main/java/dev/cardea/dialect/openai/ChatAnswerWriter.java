package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.AnswerWriter;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ChatAnswer.Choice;
import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.model.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a whole Chat Completions answer.
public final class ChatAnswerWriter implements AnswerWriter {
    @Override
    public void write(ChatAnswer answer, Asked asked, JsonOut out) {
        out.object().field("id", id(answer.id(), asked)).field("object", "chat.completion");
        out.field("created", answer.created() > 0 ? answer.created() : asked.created());
        out.field("model", answer.model().isEmpty() ? asked.model() : answer.model());
        out.array("choices");
        for (int i = 0; i < answer.choices().size(); i++) {
            choice(answer.choices().get(i), i, asked, out);
        }
        out.endList();
        ChatUsage.write(answer.usage(), out);
        out.maybe("service_tier", answer.serviceTier()).end();
    }

    /// The provider's id, which its support knows; ours when it gave none.
    static String id(String id, Asked asked) {
        return id.isEmpty() ? "chatcmpl-" + asked.requestId() : id;
    }

    private static void choice(Choice choice, int index, Asked asked, JsonOut out) {
        out.object().field("index", index).object("message").field("role", "assistant");
        List<Raw> texts = new ArrayList<>();
        List<Citation> citations = new ArrayList<>();
        List<Part.Thinking> thoughts = new ArrayList<>();
        Raw refusal = null;
        for (Part part : choice.parts()) {
            switch (part) {
                case Part.Text text -> {
                    texts.add(text.text());
                    citations.addAll(text.citations());
                }
                case Part.Thinking thinking -> thoughts.add(thinking);
                case Part.Declined(var text) -> refusal = text;
                case Part.ToolCall _,
                        Part.ToolResult _,
                        Part.Image _,
                        Part.Document _,
                        Part.Audio _,
                        Part.Video _ -> {}
            }
        }
        joined("content", texts, out);
        if (refusal == null) {
            out.name("refusal").nothing();
        } else {
            out.field("refusal", refusal);
        }
        AnswerMedia.write(choice.parts(), asked, out);
        reasoning(thoughts, out);
        Annotations.write(citations, out);
        toolCalls(choice, out);
        out.end();
        logprobs(choice.logprobs(), out);
        out.field("finish_reason", FinishReason.write(choice.stop(), choice.callsTools())).end();
    }

    private static void logprobs(@Nullable Raw logprobs, JsonOut out) {
        out.name("logprobs");
        if (logprobs == null) {
            out.nothing();
        } else {
            out.value(logprobs);
        }
    }

    private static void joined(String name, List<Raw> texts, JsonOut out) {
        out.name(name);
        if (texts.isEmpty()) {
            out.nothing();
            return;
        }
        out.openText();
        texts.forEach(out::inner);
        out.closeText();
    }

    private static void reasoning(List<Part.Thinking> thoughts, JsonOut out) {
        List<Raw> readable =
                thoughts.stream()
                        .map(Part.Thinking::text)
                        .filter(text -> !text.isEmptyText())
                        .toList();
        if (!readable.isEmpty()) {
            joined("reasoning_content", readable, out);
        }
        if (thoughts.stream().noneMatch(t -> t.signature() != null)) {
            return;
        }
        out.array("reasoning_details");
        int index = 0;
        for (Part.Thinking thought : thoughts) {
            ReasoningDetails.write(
                    out,
                    thought.text(),
                    thought.signature(),
                    thought.maker(),
                    thought.sealed(),
                    index++);
        }
        out.endList();
    }

    private static void toolCalls(Choice choice, JsonOut out) {
        if (!choice.callsTools()) {
            return;
        }
        out.array("tool_calls");
        Raw signature = null;
        for (Part part : choice.parts()) {
            if (part instanceof Part.Thinking thinking) {
                signature = thinking.maker() == Dialect.GEMINI ? thinking.signature() : null;
            } else if (part instanceof Part.ToolCall call) {
                out.object().field("id", call.id()).field("type", "function");
                out.object("function").field("name", call.name());
                out.name("arguments").quoted(call.arguments()).end();
                if (signature != null) {
                    ReasoningDetails.writeGoogleSignature(out, signature);
                }
                out.end();
                signature = null;
            }
        }
        out.endList();
    }
}
