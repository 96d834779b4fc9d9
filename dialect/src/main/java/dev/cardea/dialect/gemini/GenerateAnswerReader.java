package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.AnswerReader;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ChatAnswer.Choice;
import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.List;

/// Reads a whole generateContent answer. A blocked prompt has no candidates: it counts as declined.
public final class GenerateAnswerReader implements AnswerReader {
    @Override
    public ChatAnswer read(byte[] body, int offset, int length, Asked asked) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            String id = "";
            String model = "";
            boolean blocked = false;
            Usage usage = Usage.NONE;
            List<Choice> choices = new ArrayList<>();
            PartReader parts = PartReader.ofAnswer("call_" + asked.requestId() + "_");
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "responseId" -> id = in.string();
                    case "modelVersion" -> model = in.string();
                    case "usageMetadata" -> usage = GeminiUsage.read(in);
                    case "promptFeedback" -> {
                        blocked = true;
                        in.skip();
                    }
                    case "candidates" -> {
                        in.array();
                        while (in.element()) {
                            choices.add(choice(Candidate.read(in, parts)));
                        }
                    }
                    default -> in.skip();
                }
            }
            in.finish();
            if (choices.isEmpty() && !blocked) {
                throw TranslationFault.malformed("'candidates' is missing");
            }
            if (choices.isEmpty()) {
                choices.add(new Choice(List.of(), StopReason.REFUSED, null, null));
            }
            return new ChatAnswer(id, model, 0, choices, usage, null);
        }
    }

    private static Choice choice(Candidate candidate) {
        List<Part> parts = new ArrayList<>();
        List<Citation> citations = candidate.citations();
        for (Part part : candidate.parts()) {
            switch (part) {
                case Part.Text(var text, _, _) when text.isEmptyText() -> {}
                case Part.Text(var text, _, _) -> {
                    parts.add(new Part.Text(text, citations, null));
                    citations = List.of();
                }
                default -> parts.add(part);
            }
        }
        return new Choice(
                parts,
                candidate.stop() == null ? StopReason.OTHER : candidate.stop(),
                null,
                candidate.logprobs());
    }
}
