package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Log probabilities as legacy Completions has them, in lists side by side: `{tokens, token_logprobs,
/// top_logprobs}`. `text_offset` is left out: Chat Completions doesn't tell it.
final class LegacyLogprobs {
    private record Token(Raw text, Raw probability) {}

    private LegacyLogprobs() {}

    /// @param chat as Chat Completions writes them, `{content: [{token, logprob, top_logprobs}]}`
    static void write(@Nullable Raw chat, JsonOut out) {
        if (chat == null || !chat.isObject()) {
            out.nothing();
            return;
        }
        List<Token> tokens = new ArrayList<>();
        JsonOut tops = new JsonOut(256).list();
        try (JsonIn in = new JsonIn(chat)) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (name.equals("content")) {
                    in.array();
                    while (in.element()) {
                        tokens.add(token(in, tops));
                    }
                } else {
                    in.skip();
                }
            }
        }
        out.object().array("tokens");
        tokens.forEach(token -> out.value(token.text()));
        out.endList().array("token_logprobs");
        tokens.forEach(token -> out.value(token.probability()));
        out.endList().field("top_logprobs", tops.endList().toRaw()).end();
    }

    /// Reads one token, and writes its alternatives as an object.
    private static Token token(JsonIn in, @Nullable JsonOut tops) {
        Raw text = Raw.EMPTY_TEXT;
        Raw probability = Raw.json("0");
        List<Token> others = new ArrayList<>();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "token" -> text = in.text();
                case "logprob" -> probability = in.number();
                case "top_logprobs" -> {
                    in.array();
                    while (in.element()) {
                        others.add(token(in, null));
                    }
                }
                default -> in.skip();
            }
        }
        if (tops != null) {
            tops.object();
            for (Token other : others) {
                tops.value(other.text()).text(":").value(other.probability());
            }
            tops.end();
        }
        return new Token(text, probability);
    }
}
