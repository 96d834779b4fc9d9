package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Signatures;
import dev.cardea.model.Dialect;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Contents of Gemini's API as Vertex AI takes them: each has a role; thoughts and signatures of other
/// makers, and files that Gemini's API keeps, are unknown there.
final class VertexContents {
    private final GeminiModel model;
    private final Losses losses;
    private final JsonOut out;

    VertexContents(GeminiModel model, Losses losses, JsonOut out) {
        this.model = model;
        this.losses = losses;
        this.out = out;
    }

    /// @return whether there are any
    boolean write(JsonIn in, String name) {
        VertexRequest.named(name, out).list();
        boolean any = in.isObject();
        if (any) {
            content(in);
        } else {
            in.array();
            while (in.element()) {
                any = true;
                content(in);
            }
        }
        out.endList();
        return any;
    }

    /// Writes the instruction of the system, which needs no role.
    void instruction(JsonIn in, String name) {
        VertexRequest.named(name, out);
        if (in.isText()) {
            out.object().array("parts").object().field("text", in.raw()).end().endList().end();
        } else {
            out.value(in.raw());
        }
    }

    private void content(JsonIn in) {
        boolean role = false;
        out.object();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "role" -> {
                    String said = in.string();
                    role = true;
                    out.field("role", said.isEmpty() || said.equals("function") ? "user" : said);
                }
                case "parts" -> parts(in);
                default -> VertexRequest.named(name, out).value(in.raw());
            }
        }
        if (!role) {
            out.field("role", "user");
        }
        out.end();
    }

    private void parts(JsonIn in) {
        out.array("parts");
        boolean called = false;
        if (in.isObject()) {
            part(in, called);
        } else {
            in.array();
            while (in.element()) {
                called = part(in, called);
            }
        }
        out.endList();
    }

    /// @param called whether a call of a function went before
    /// @return whether one has been by now
    private boolean part(JsonIn in, boolean called) {
        if (in.isText()) {
            out.object().field("text", in.raw()).end();
            return called;
        }
        JsonOut part = new JsonOut(256).object();
        boolean thought = false;
        boolean foreign = false;
        boolean call = false;
        Raw signature = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (Names.camel(name)) {
                case "thoughtSignature" -> {
                    Part.Thinking thinking =
                            Signatures.thinking(Raw.EMPTY_TEXT, in.text(), Dialect.GEMINI, false);
                    foreign = thinking.maker() != Dialect.GEMINI;
                    losses.hintIf(foreign, "contents.parts." + name);
                    signature = foreign ? null : thinking.signature();
                }
                case "fileData" -> file(in, name, part);
                case "partMetadata" -> {
                    losses.hint("contents.parts." + name);
                    in.skip();
                }
                default -> {
                    Raw value = in.raw();
                    thought |= name.equals("thought") && value.isTrue();
                    call |= Names.camel(name).equals("functionCall");
                    VertexRequest.named(name, part).value(value);
                }
            }
        }
        if ((thought && foreign) || (part.size() == 1 && signature == null)) {
            return called;
        }
        part.maybe("thoughtSignature", signed(signature, call && !called));
        out.value(part.end().toRaw());
        return called || call;
    }

    private @Nullable Raw signed(@Nullable Raw signature, boolean firstCall) {
        return signature == null && firstCall && model == GeminiModel.LEVEL
                ? ContentWriter.UNSIGNED
                : signature;
    }

    private void file(JsonIn in, String name, JsonOut part) {
        Raw file = in.raw();
        if (!isPublic(file)) {
            losses.meaning("contents.parts." + name);
        } else {
            VertexRequest.named(name, part).value(file);
        }
    }

    /// Whether anybody may read the file. One in a bucket would be read with the rights of the
    /// provider's account, whoever asks; one that Gemini's API keeps is unknown here.
    private static boolean isPublic(Raw file) {
        boolean found = false;
        try (JsonIn in = new JsonIn(file)) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (!Names.camel(name).equals("fileUri")) {
                    in.skip();
                    continue;
                }
                String uri = in.string().toLowerCase(Locale.ROOT);
                if (!uri.startsWith("https://") || uri.startsWith("https://generativelanguage.")) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }
}
