package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.AnswerWriter;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ChatAnswer.Choice;
import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Part;
import java.util.ArrayList;
import java.util.List;

/// Writes a whole generateContent answer.
public final class GenerateAnswerWriter implements AnswerWriter {
    @Override
    public void write(ChatAnswer answer, Asked asked, JsonOut out) {
        out.object().array("candidates");
        for (int i = 0; i < answer.choices().size(); i++) {
            candidate(answer.choices().get(i), i, out);
        }
        out.endList();
        GeminiUsage.write(answer.usage(), out);
        out.field("modelVersion", answer.model().isEmpty() ? asked.model() : answer.model());
        out.field("responseId", answer.id().isEmpty() ? asked.requestId() : answer.id()).end();
    }

    private static void candidate(Choice choice, int index, JsonOut out) {
        out.object().object("content").array("parts");
        AnswerParts writer = new AnswerParts(out);
        List<Part> parts = choice.parts();
        List<Citation> citations = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            writer.part(parts.get(i), i + 1 < parts.size() ? parts.get(i + 1) : null);
            if (parts.get(i) instanceof Part.Text text) {
                citations.addAll(text.citations());
            }
        }
        out.endList().field("role", "model").end();
        out.field("finishReason", FinishReasons.write(choice.stop())).field("index", index);
        Sources.write(citations, out);
        out.end();
    }
}
