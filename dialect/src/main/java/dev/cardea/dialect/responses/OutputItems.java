package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.GivenTool;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.Signatures;
import dev.cardea.model.Dialect;
import org.jspecify.annotations.Nullable;

/// Writes the items of an output and the parts of their content.
final class OutputItems {
    static final Raw EMPTY_LIST = Raw.json("[]");

    private OutputItems() {}

    /// @param content a JSON list of parts
    static void message(String id, String status, Raw content, JsonOut out) {
        out.object().field("id", id).field("type", "message").field("status", status);
        out.field("role", "assistant").field("content", content).end();
    }

    /// @param annotations a JSON list
    /// @param logprobs a JSON list
    static void text(Raw text, Raw annotations, Raw logprobs, JsonOut out) {
        out.object().field("type", "output_text").field("text", text);
        out.field("annotations", annotations).field("logprobs", logprobs).end();
    }

    static void refusal(Raw text, JsonOut out) {
        out.object().field("type", "refusal").field("refusal", text).end();
    }

    static void annotation(Citation citation, Raw url, JsonOut out) {
        out.object().field("type", "url_citation").field("url", url);
        out.field("title", citation.title() == null ? Raw.EMPTY_TEXT : citation.title());
        out.field("start_index", Math.max(0, citation.start()));
        out.field("end_index", Math.max(0, citation.end())).end();
    }

    /// @param text empty for none
    /// @param encrypted as the client sends it back; absent when nothing has to prove the text
    static void reasoning(String id, Raw text, @Nullable Raw encrypted, JsonOut out) {
        out.object().field("id", id).field("type", "reasoning").array("summary");
        if (!text.isEmptyText()) {
            summary(text, out);
        }
        out.endList().maybe("encrypted_content", encrypted).end();
    }

    static void summary(Raw text, JsonOut out) {
        out.object().field("type", "summary_text").field("text", text).end();
    }

    /// What the client keeps of a signature.
    static @Nullable Raw encrypted(@Nullable Raw signature, Dialect maker, boolean sealed) {
        return signature == null
                ? null
                : Signatures.carry(signature, maker, sealed, Dialect.OPENAI);
    }

    /// @param argument a JSON string: the arguments, or the input of a tool that takes a bare text
    static void call(
            String id, String status, String callId, GivenTool tool, Raw argument, JsonOut out) {
        out.object().field("id", id);
        out.field("type", tool.bare() ? "custom_tool_call" : "function_call");
        out.field("status", status).field("call_id", callId).field("name", tool.name());
        if (!tool.namespace().isEmpty()) {
            out.field("namespace", tool.namespace());
        }
        out.field(tool.bare() ? "input" : "arguments", argument).end();
    }

    static String idPrefix(GivenTool tool) {
        return tool.bare() ? "ctc_" : "fc_";
    }

    /// Whether an answer has a place for it: an image that is there itself.
    static boolean shows(Part media) {
        return media instanceof Part.Image(Media.Inline _, _, _);
    }

    /// An image, as the item of OpenAI's own tool that makes some.
    ///
    /// @param result its base64; null as long as it isn't there
    static void image(String id, String status, Media.@Nullable Inline result, JsonOut out) {
        out.object().field("id", id).field("type", "image_generation_call");
        out.field("status", status).name("result");
        if (result == null) {
            out.nothing().end();
            return;
        }
        out.value(result.base64());
        String type = result.type();
        out.field("output_format", type.substring(type.indexOf('/') + 1)).end();
    }

    /// The list in Chat Completions' log probabilities, `{"content": […]}`.
    static Raw logprobs(@Nullable Raw logprobs) {
        if (logprobs == null || !logprobs.isObject()) {
            return EMPTY_LIST;
        }
        Raw list = EMPTY_LIST;
        try (JsonIn in = new JsonIn(logprobs)) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (name.equals("content") && in.isArray()) {
                    list = in.raw();
                } else {
                    in.skip();
                }
            }
        }
        return list;
    }
}
