package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.model.Dialect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reasoning with its signature in a Chat Completions message, in the form that OpenRouter
/// introduced: `reasoning_details`, a list of `{type, text, signature | data, format, index}`.
final class ReasoningDetails {
    private ReasoningDetails() {}

    /// Reads the list. Clients that put a stream together may leave the pieces of one entry apart, with
    /// one index: they are joined.
    static void read(JsonIn in, List<Part> to) {
        long last = -1;
        in.array();
        while (in.element()) {
            String type = "";
            String format = "";
            Raw text = Raw.EMPTY_TEXT;
            Raw signature = null;
            long index = -1;
            in.object();
            for (String member = in.member(); member != null; member = in.member()) {
                switch (member) {
                    case "index" -> index = in.whole();
                    case "type" -> type = in.string();
                    case "format" -> format = in.string();
                    case "text", "summary" -> text = in.text();
                    case "signature", "data" -> signature = in.text();
                    default -> in.skip();
                }
            }
            Dialect maker = maker(format);
            boolean sealed = type.equals("reasoning.encrypted") && maker != Dialect.GEMINI;
            Part.Thinking entry = new Part.Thinking(text, signature, maker, sealed);
            if (index >= 0
                    && index == last
                    && to.getLast() instanceof Part.Thinking before
                    && before.signature() == null
                    && before.maker() == maker) {
                to.set(to.size() - 1, joined(before, entry));
            } else {
                to.add(entry);
            }
            last = index;
        }
    }

    private static Part.Thinking joined(Part.Thinking before, Part.Thinking after) {
        Raw text =
                new JsonOut(before.text().length() + after.text().length())
                        .openText()
                        .inner(before.text())
                        .inner(after.text())
                        .closeText()
                        .toRaw();
        return new Part.Thinking(
                text, after.signature(), before.maker(), before.sealed() || after.sealed());
    }

    private static Dialect maker(String format) {
        return switch (format) {
            case "anthropic-claude-v1" -> Dialect.ANTHROPIC;
            case "google-gemini-v1" -> Dialect.GEMINI;
            default -> Dialect.OPENAI;
        };
    }

    private static String format(Dialect maker) {
        return switch (maker) {
            case ANTHROPIC, BEDROCK -> "anthropic-claude-v1";
            case GEMINI, VERTEX -> "google-gemini-v1";
            case OPENAI, AZURE_OPENAI, COHERE, MISTRAL, OLLAMA, REST -> "unknown";
        };
    }

    /// Writes one entry.
    static void write(
            JsonOut out,
            @Nullable Raw text,
            @Nullable Raw signature,
            Dialect maker,
            boolean sealed,
            int index) {
        boolean encrypted = sealed || text == null || text.isEmptyText();
        out.object().field("type", encrypted ? "reasoning.encrypted" : "reasoning.text");
        if (encrypted) {
            out.maybe("data", signature);
        } else {
            out.maybe("text", text).maybe("signature", signature);
        }
        out.field("format", format(maker)).field("index", index).end();
    }

    /// Writes the signature of text that earlier chunks brought.
    static void writeSignature(JsonOut out, Raw signature, Dialect maker, int index) {
        out.object().field("type", "reasoning.text").field("signature", signature);
        out.field("format", format(maker)).field("index", index).end();
    }

    /// Google's own place for the signature of a tool call:
    /// `extra_content.google.thought_signature`.
    static @Nullable Raw googleSignature(JsonIn in) {
        Raw signature = null;
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            if (!member.equals("google")) {
                in.skip();
                continue;
            }
            in.object();
            for (String inner = in.member(); inner != null; inner = in.member()) {
                if (inner.equals("thought_signature")) {
                    signature = in.text();
                } else {
                    in.skip();
                }
            }
        }
        return signature;
    }

    static void writeGoogleSignature(JsonOut out, Raw signature) {
        out.object("extra_content").object("google");
        out.field("thought_signature", signature).end().end();
    }
}
