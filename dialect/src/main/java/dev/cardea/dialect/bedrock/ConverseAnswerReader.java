package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.AnswerReader;
import dev.cardea.dialect.hub.Arguments;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ChatAnswer.Choice;
import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Dialect;
import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a whole answer of Converse, which names neither itself nor its model.
public final class ConverseAnswerReader implements AnswerReader {
    @Override
    public ChatAnswer read(byte[] body, int offset, int length, Asked asked) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            List<Part> parts = null;
            StopReason stop = StopReason.OTHER;
            Usage usage = Usage.NONE;
            Raw tier = null;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "output" -> parts = output(in, asked);
                    case "stopReason" -> stop = StopReasons.read(in.string());
                    case "usage" -> usage = ConverseUsage.read(in);
                    case "serviceTier" -> tier = tier(in);
                    default -> in.skip();
                }
            }
            in.finish();
            if (parts == null) {
                throw TranslationFault.malformed("'output' is missing");
            }
            return new ChatAnswer(
                    "",
                    asked.model(),
                    0,
                    List.of(new Choice(parts, stop, null, null)),
                    usage,
                    tier);
        }
    }

    private static @Nullable Raw tier(JsonIn in) {
        Raw tier = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (name.equals("type")) {
                tier = in.text();
            } else {
                in.skip();
            }
        }
        return tier;
    }

    private static @Nullable List<Part> output(JsonIn in, Asked asked) {
        List<Part> parts = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (!name.equals("message")) {
                in.skip();
                continue;
            }
            in.object();
            for (String m = in.member(); m != null; m = in.member()) {
                if (m.equals("content")) {
                    parts = content(in, asked);
                } else {
                    in.skip();
                }
            }
        }
        return parts;
    }

    private static List<Part> content(JsonIn in, Asked asked) {
        List<Part> parts = new ArrayList<>();
        in.array();
        while (in.element()) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "text" -> {
                        Raw text = in.text();
                        if (!text.isEmptyText()) {
                            parts.add(Part.Text.of(text));
                        }
                    }
                    case "toolUse" -> parts.add(call(in));
                    case "reasoningContent" -> parts.add(thinking(in, asked));
                    case "citationsContent" -> cited(in, parts);
                    case "image", "audio", "video" -> parts.add(MediaBlock.read(in).part(name));
                    default -> in.skip();
                }
            }
        }
        return parts;
    }

    private static Part.ToolCall call(JsonIn in) {
        String id = "";
        String tool = "";
        Raw arguments = Raw.EMPTY_OBJECT;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "toolUseId" -> id = in.string();
                case "name" -> tool = in.string();
                case "input" -> arguments = Arguments.object(in.raw());
                default -> in.skip();
            }
        }
        return new Part.ToolCall(id, tool, arguments, null);
    }

    /// Claude's signatures are the same wherever it runs; other models don't sign.
    private static Part.Thinking thinking(JsonIn in, Asked asked) {
        Dialect maker = maker(asked);
        Raw text = Raw.EMPTY_TEXT;
        Raw signature = null;
        boolean sealed = false;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "reasoningText" -> {
                    in.object();
                    for (String r = in.member(); r != null; r = in.member()) {
                        switch (r) {
                            case "text" -> text = in.text();
                            case "signature" -> signature = in.text();
                            default -> in.skip();
                        }
                    }
                }
                case "redactedContent" -> {
                    signature = BlockWriter.sealed(in.text());
                    sealed = true;
                }
                default -> in.skip();
            }
        }
        return new Part.Thinking(text, signature, maker, sealed);
    }

    /// Who reasons, as far as the model's name tells.
    static Dialect maker(Asked asked) {
        return ModelReasoning.isClaude(asked.model()) ? Dialect.ANTHROPIC : Dialect.OPENAI;
    }

    private static void cited(JsonIn in, List<Part> parts) {
        List<Raw> texts = new ArrayList<>();
        List<Citation> citations = new ArrayList<>();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "content" -> {
                    in.array();
                    while (in.element()) {
                        in.object();
                        for (String c = in.member(); c != null; c = in.member()) {
                            if (c.equals("text")) {
                                texts.add(in.text());
                            } else {
                                in.skip();
                            }
                        }
                    }
                }
                case "citations" -> {
                    in.array();
                    while (in.element()) {
                        citations.add(Citations.read(in));
                    }
                }
                default -> in.skip();
            }
        }
        for (Raw text : texts) {
            parts.add(new Part.Text(text, citations, null));
        }
    }
}
