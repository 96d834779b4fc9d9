package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.AnswerReader;
import dev.cardea.dialect.hub.Arguments;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ChatAnswer.Choice;
import dev.cardea.dialect.hub.ChatRequestBuilder;
import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Dialect;
import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.List;

/// Reads a whole Chat Completions answer.
public final class ChatAnswerReader implements AnswerReader {
    @Override
    public ChatAnswer read(byte[] body, int offset, int length, Asked asked) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            String id = "";
            String model = "";
            long created = 0;
            Usage usage = Usage.NONE;
            Raw tier = null;
            List<Choice> choices = null;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "id" -> id = in.string();
                    case "model" -> model = in.string();
                    case "created" -> created = in.whole();
                    case "usage" -> usage = ChatUsage.read(in);
                    case "service_tier" -> tier = in.text();
                    case "choices" -> choices = choices(in, asked);
                    default -> in.skip();
                }
            }
            in.finish();
            if (choices == null) {
                throw TranslationFault.malformed("'choices' is missing");
            }
            return new ChatAnswer(id, model, created, choices, usage, tier);
        }
    }

    private static List<Choice> choices(JsonIn in, Asked asked) {
        List<Choice> choices = new ArrayList<>();
        in.array();
        while (in.element()) {
            List<Part> parts = List.of();
            StopReason stop = StopReason.OTHER;
            Raw logprobs = null;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "message" -> parts = message(in, asked);
                    case "finish_reason" -> stop = FinishReason.read(in.string());
                    case "logprobs" -> logprobs = in.raw();
                    default -> in.skip();
                }
            }
            choices.add(new Choice(parts, stop, null, logprobs));
        }
        return choices;
    }

    private static List<Part> message(JsonIn in, Asked asked) {
        List<Part> reasoning = new ArrayList<>();
        List<Part> details = new ArrayList<>();
        List<Part> content = List.of();
        List<Part> media = new ArrayList<>();
        List<Part> calls = new ArrayList<>();
        List<Citation> citations = List.of();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "content" -> content = ContentReader.content(in, new ChatRequestBuilder());
                case "refusal" -> calls.addFirst(new Part.Declined(in.text()));
                case "reasoning_content", "reasoning" -> {
                    Raw text = in.raw();
                    if (reasoning.isEmpty() && text.isText() && !text.isEmptyText()) {
                        reasoning.add(new Part.Thinking(text, null, Dialect.OPENAI, false));
                    }
                }
                case "images" -> media.addAll(AnswerMedia.images(in));
                case "audio" -> sound(AnswerMedia.Sound.read(in), media);
                case "reasoning_details" -> ReasoningDetails.read(in, details);
                case "annotations" -> citations = Annotations.read(in);
                case "tool_calls" -> calls(in, asked, calls);
                default -> in.skip();
            }
        }
        List<Part> parts = new ArrayList<>(details.isEmpty() ? reasoning : details);
        for (Part part : content) {
            if (part instanceof Part.Text text) {
                if (!text.text().isEmptyText()) {
                    parts.add(new Part.Text(text.text(), citations, null));
                }
            } else {
                parts.add(part);
            }
        }
        parts.addAll(media);
        parts.addAll(calls);
        return parts;
    }

    /// With its transcript, which stands in the place of the content.
    private static void sound(AnswerMedia.Sound sound, List<Part> media) {
        Raw data = sound.data();
        if (data != null) {
            media.add(new Part.Audio(new Media.Inline(AnswerMedia.type(data), data)));
        }
        if (sound.transcript() != null) {
            media.add(Part.Text.of(sound.transcript()));
        }
    }

    private static void calls(JsonIn in, Asked asked, List<Part> calls) {
        in.array();
        while (in.element()) {
            String id = "call_" + asked.requestId() + "_" + calls.size();
            String function = "";
            Raw arguments = Raw.EMPTY_OBJECT;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "id" -> id = in.string();
                    case "extra_content" -> {
                        Raw signature = ReasoningDetails.googleSignature(in);
                        if (signature != null) {
                            calls.add(
                                    new Part.Thinking(
                                            Raw.EMPTY_TEXT, signature, Dialect.GEMINI, false));
                        }
                    }
                    case "function" -> {
                        in.object();
                        for (String f = in.member(); f != null; f = in.member()) {
                            switch (f) {
                                case "name" -> function = in.string();
                                case "arguments" -> arguments = Arguments.object(in.raw());
                                default -> in.skip();
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
            calls.add(new Part.ToolCall(id, function, arguments, null));
        }
    }
}
