package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import java.util.ArrayList;
import java.util.List;

/// `logprobsResult`, told as OpenAI does: per token the one chosen, and the likeliest beside it.
final class Logprobs {
    private record Token(Raw text, Raw probability) {}

    private Logprobs() {}

    static Raw read(JsonIn in) {
        List<Token> chosen = new ArrayList<>();
        List<List<Token>> top = new ArrayList<>();
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "chosenCandidates" -> chosen = tokens(in);
                case "topCandidates" -> {
                    in.array();
                    while (in.element()) {
                        in.object();
                        for (String t = in.member(); t != null; t = in.member()) {
                            if (t.equals("candidates")) {
                                top.add(tokens(in));
                            } else {
                                in.skip();
                            }
                        }
                    }
                }
                default -> in.skip();
            }
        }
        JsonOut out = new JsonOut(256).object().array("content");
        for (int i = 0; i < chosen.size(); i++) {
            token(chosen.get(i), out).array("top_logprobs");
            for (Token token : i < top.size() ? top.get(i) : List.<Token>of()) {
                token(token, out).end();
            }
            out.endList().end();
        }
        return out.endList().name("refusal").nothing().end().toRaw();
    }

    private static JsonOut token(Token token, JsonOut out) {
        out.object().field("token", token.text()).field("logprob", token.probability());
        return out.name("bytes").nothing();
    }

    private static List<Token> tokens(JsonIn in) {
        List<Token> tokens = new ArrayList<>();
        in.array();
        while (in.element()) {
            Raw text = Raw.EMPTY_TEXT;
            Raw probability = Raw.json("0");
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "token" -> text = in.text();
                    case "logProbability" -> probability = in.number();
                    default -> in.skip();
                }
            }
            tokens.add(new Token(text, probability));
        }
        return tokens;
    }
}
