package dev.cardea.dialect.cohere;

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

/// Reads a whole answer of Cohere's Chat v2, which doesn't name its model.
public final class ChatAnswerReader implements AnswerReader {
    @Override
    public ChatAnswer read(byte[] body, int offset, int length, Asked asked) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            String id = "";
            List<Part> parts = null;
            StopReason stop = StopReason.OTHER;
            Usage usage = Usage.NONE;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "id" -> id = in.string();
                    case "message" -> parts = message(in);
                    case "finish_reason" -> stop = FinishReasons.read(in.string());
                    case "usage" -> usage = CohereUsage.read(in);
                    default -> in.skip();
                }
            }
            in.finish();
            if (parts == null) {
                throw TranslationFault.malformed("'message' is missing");
            }
            return new ChatAnswer(
                    id,
                    asked.model(),
                    0,
                    List.of(new Choice(parts, stop, null, null)),
                    usage,
                    null);
        }
    }

    private static List<Part> message(JsonIn in) {
        List<Part> content = List.of();
        List<Part> plan = new ArrayList<>();
        List<Part> calls = new ArrayList<>();
        List<Citation> citations = new ArrayList<>();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "content" -> content = content(in);
                case "tool_plan" -> {
                    Raw text = in.text();
                    if (!text.isEmptyText()) {
                        plan.add(Part.Text.of(text));
                    }
                }
                case "tool_calls" -> {
                    in.array();
                    while (in.element()) {
                        calls.add(call(in));
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
        List<Part> parts = new ArrayList<>();
        for (Part part : content) {
            parts.add(
                    part instanceof Part.Text(var text, _, _)
                            ? new Part.Text(text, citations, null)
                            : part);
        }
        parts.addAll(plan);
        parts.addAll(calls);
        return parts;
    }

    private static List<Part> content(JsonIn in) {
        List<Part> parts = new ArrayList<>();
        if (in.isText()) {
            parts.add(Part.Text.of(in.text()));
            return parts;
        }
        in.array();
        while (in.element()) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "text" -> parts.add(Part.Text.of(in.text()));
                    case "thinking" ->
                            parts.add(new Part.Thinking(in.text(), null, Dialect.OPENAI, false));
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
                case "id" -> id = in.string();
                case "function" -> {
                    in.object();
                    for (String f = in.member(); f != null; f = in.member()) {
                        switch (f) {
                            case "name" -> tool = in.string();
                            case "arguments" -> arguments = Arguments.object(in.raw());
                            default -> in.skip();
                        }
                    }
                }
                default -> in.skip();
            }
        }
        return new Part.ToolCall(id, tool, arguments, null);
    }
}
