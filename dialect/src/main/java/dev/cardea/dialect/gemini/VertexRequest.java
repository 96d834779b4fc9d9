package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.TranslationFault;

/// A request of Gemini's API on its way to Vertex AI, which has nearly the same one: what differs is
/// changed, all else goes on as it is written, members that nobody knows included.
public final class VertexRequest {
    private final VertexContents contents;
    private final Losses losses;
    private final JsonOut out;
    private boolean said;

    /// @param model the provider's name for the model
    public VertexRequest(String model, Losses losses, JsonOut out) {
        this.contents = new VertexContents(GeminiModel.of(model), losses, out);
        this.losses = losses;
        this.out = out;
    }

    /// Writes a generateContent request.
    public void generate(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            out.object();
            members(in);
            out.end();
            in.finish();
        }
        checkSaid();
    }

    /// Writes a countTokens request: Vertex AI has what Gemini's API wraps in `generateContentRequest`
    /// beside the contents.
    public void count(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            out.object();
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (Names.camel(name).equals("generateContentRequest")) {
                    wrapped(in);
                } else {
                    member(in, name);
                }
            }
            out.end();
            in.finish();
        }
        checkSaid();
    }

    /// What Vertex AI's countTokens has no member for doesn't count.
    private void wrapped(JsonIn in) {
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (Names.camel(name)) {
                case "contents", "systemInstruction", "tools", "generationConfig", "model" ->
                        member(in, name);
                default -> hint(in, "generateContentRequest." + name);
            }
        }
    }

    private void checkSaid() {
        if (!said) {
            throw TranslationFault.malformed("'contents' is missing or empty");
        }
    }

    private void members(JsonIn in) {
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            member(in, name);
        }
    }

    private void member(JsonIn in, String name) {
        switch (Names.camel(name)) {
            case "contents" -> said = contents.write(in, name) || said;
            case "systemInstruction" -> contents.instruction(in, name);
            case "tools" -> tools(in, name);
            case "toolConfig" -> {
                named(name, out).object();
                in.object();
                for (String m = in.member(); m != null; m = in.member()) {
                    if (Names.camel(m).equals("includeServerSideToolInvocations")) {
                        meaning(in, name + "." + m);
                    } else {
                        named(m, out).value(in.raw());
                    }
                }
                out.end();
            }
            case "generationConfig" -> {
                named(name, out).object();
                in.object();
                for (String m = in.member(); m != null; m = in.member()) {
                    if (Names.camel(m).equals("enableEnhancedCivicAnswers")) {
                        hint(in, name + "." + m);
                    } else {
                        named(m, out).value(in.raw());
                    }
                }
                out.end();
            }
            case "cachedContent" -> meaning(in, name);
            case "serviceTier", "store" -> hint(in, name);
            case "model" -> in.skip();
            default -> named(name, out).value(in.raw());
        }
    }

    private void tools(JsonIn in, String name) {
        named(name, out).list();
        if (in.isObject()) {
            tool(in);
        } else {
            in.array();
            while (in.element()) {
                tool(in);
            }
        }
        out.endList();
    }

    private void tool(JsonIn in) {
        JsonOut tool = new JsonOut(256).object();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (Names.camel(name)) {
                case "functionDeclarations" -> {
                    named(name, tool).list();
                    in.array();
                    while (in.element()) {
                        function(in, tool);
                    }
                    tool.endList();
                }
                case "googleMaps" -> maps(in, name, tool);
                case "googleSearch",
                        "googleSearchRetrieval",
                        "enterpriseWebSearch",
                        "codeExecution",
                        "urlContext",
                        "computerUse" ->
                        named(name, tool).value(in.raw());
                // Others read what Gemini's API keeps, or what the provider's account may read.
                default -> meaning(in, "tools." + name);
            }
        }
        if (tool.size() > 1) {
            out.value(tool.end().toRaw());
        }
    }

    private void maps(JsonIn in, String name, JsonOut tool) {
        named(name, tool).object();
        in.object();
        for (String member = in.member(); member != null; member = in.member()) {
            if (Names.camel(member).equals("authConfig")) {
                meaning(in, "tools." + name + "." + member);
            } else {
                named(member, tool).value(in.raw());
            }
        }
        tool.end();
    }

    private void function(JsonIn in, JsonOut tool) {
        tool.object();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (Names.camel(name).equals("behavior")) {
                hint(in, "tools.functionDeclarations." + name);
            } else {
                named(name, tool).value(in.raw());
            }
        }
        tool.end();
    }

    private void hint(JsonIn in, String name) {
        losses.hint(name);
        in.skip();
    }

    private void meaning(JsonIn in, String name) {
        losses.meaning(name);
        in.skip();
    }

    /// Begins a member of any name.
    static JsonOut named(String name, JsonOut out) {
        return out.value(Raw.text(name)).text(":");
    }
}
