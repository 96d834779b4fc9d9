package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.RerankAnswer;
import dev.cardea.dialect.hub.RerankAnswer.Ranked;
import dev.cardea.dialect.hub.RerankClientSide;
import dev.cardea.dialect.hub.RerankProviderSide;
import dev.cardea.dialect.hub.RerankRequest;
import dev.cardea.dialect.hub.RerankRequestReader;
import dev.cardea.dialect.hub.Target;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Usage;
import java.util.List;

/// Rerank as Jina defined it (jina.ai/reranker) and OpenAI-compatible servers serve it beside OpenAI's
/// own calls: `POST /v1/rerank`. Documents come back with their texts unless told otherwise.
public final class OpenAiRerank {
    public static final RerankClientSide CLIENT =
            new RerankClientSide(
                    new RerankRequestReader(true), OpenAiRerank::answer, new OpenAiErrors());

    public static final RerankProviderSide PROVIDER =
            new RerankProviderSide(
                    "/rerank", OpenAiRerank::request, OpenAiRerank::read, new OpenAiErrors());

    private OpenAiRerank() {}

    /// The texts needn't travel back: the gateway has them.
    private static void request(RerankRequest request, Target target, Losses losses, JsonOut out) {
        out.object().field("model", target.model()).field("query", request.query());
        out.array("documents");
        request.documents().forEach(out::value);
        out.endList();
        if (request.top() >= 0) {
            out.field("top_n", request.top());
        }
        out.field("return_documents", false).end();
        if (request.maxTokensPerDocument() >= 0) {
            losses.hint("max_tokens_per_doc");
        }
    }

    private static RerankAnswer read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            String id = "";
            String model = "";
            List<Ranked> results = null;
            Usage usage = Usage.NONE;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "id" -> id = in.string();
                    case "model" -> model = in.string();
                    case "results", "data" -> results = RerankAnswer.results(in);
                    case "usage" -> usage = usage(in);
                    default -> in.skip();
                }
            }
            in.finish();
            if (results == null) {
                throw TranslationFault.malformed("'results' is missing");
            }
            return new RerankAnswer(id, model, results, usage);
        }
    }

    private static Usage usage(JsonIn in) {
        long tokens = 0;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "prompt_tokens", "total_tokens" -> tokens = Math.max(tokens, in.count());
                default -> in.skip();
            }
        }
        return new Usage(tokens, 0, 0, 0, 0, false);
    }

    private static void answer(
            RerankAnswer answer, RerankRequest request, Asked asked, JsonOut out) {
        long tokens = answer.usage().input();
        out.object().field("object", "list");
        out.field("id", answer.id().isEmpty() ? "rerank-" + asked.requestId() : answer.id());
        out.field("model", answer.model().isEmpty() ? asked.model() : answer.model());
        answer.writeResults(request, out);
        out.object("usage").field("prompt_tokens", tokens).field("total_tokens", tokens);
        out.end().end();
    }
}
