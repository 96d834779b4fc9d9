package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.AnswerWriter;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ChatAnswer.Choice;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StopReason;

/// Writes a whole legacy Completions answer. It holds texts only; reasoning has no place in it.
public final class CompletionsAnswerWriter implements AnswerWriter {

    @Override
    public void write(ChatAnswer answer, Asked asked, JsonOut out) {
        out.object().field("id", id(answer.id(), asked)).field("object", "text_completion");
        out.field("created", answer.created() > 0 ? answer.created() : asked.created());
        out.field("model", answer.model().isEmpty() ? asked.model() : answer.model());
        out.array("choices");
        for (int i = 0; i < answer.choices().size(); i++) {
            choice(answer.choices().get(i), i, out);
        }
        out.endList();
        ChatUsage.write(answer.usage(), out);
        out.end();
    }

    static String id(String id, Asked asked) {
        return id.isEmpty() ? "cmpl-" + asked.requestId() : id;
    }

    private static void choice(Choice choice, int index, JsonOut out) {
        out.object().name("text").openText();
        for (Part part : choice.parts()) {
            switch (part) {
                case Part.Text text -> out.inner(text.text());
                case Part.Declined(Raw text) -> out.inner(text);
                case Part.Thinking _,
                        Part.ToolCall _,
                        Part.ToolResult _,
                        Part.Image _,
                        Part.Document _,
                        Part.Audio _,
                        Part.Video _ -> {}
            }
        }
        out.closeText().field("index", index).name("logprobs");
        LegacyLogprobs.write(choice.logprobs(), out);
        out.field("finish_reason", finish(choice.stop())).end();
    }

    static String finish(StopReason stop) {
        return stop == StopReason.TOOL_CALLS ? "stop" : FinishReason.write(stop, false);
    }
}
