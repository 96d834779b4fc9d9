package dev.cardea.dialect.cohere;

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

/// Cohere's Rerank v2 (docs.cohere.com/reference/rerank), as clients speak it and as providers
/// understand it. What it counts are searches, not tokens.
public final class CohereRerank {
    public static final RerankClientSide CLIENT =
            new RerankClientSide(
                    new RerankRequestReader(false), CohereRerank::answer, new CohereErrors());

    public static final RerankProviderSide PROVIDER =
            new RerankProviderSide(
                    "/v2/rerank", CohereRerank::request, CohereRerank::read, new CohereErrors());

    private CohereRerank() {}

    private static void request(RerankRequest request, Target target, Losses losses, JsonOut out) {
        out.object().field("model", target.model()).field("query", request.query());
        out.array("documents");
        request.documents().forEach(out::value);
        out.endList();
        if (request.top() >= 0) {
            out.field("top_n", request.top());
        }
        if (request.maxTokensPerDocument() >= 0) {
            out.field("max_tokens_per_doc", request.maxTokensPerDocument());
        }
        out.end();
    }

    private static RerankAnswer read(byte[] body, int offset, int length) {
        try (JsonIn in = new JsonIn(body, offset, length)) {
            String id = "";
            List<Ranked> results = null;
            Usage usage = Usage.NONE;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "id" -> id = in.string();
                    case "results" -> results = RerankAnswer.results(in);
                    case "meta" -> usage = CohereUsage.read(in);
                    default -> in.skip();
                }
            }
            in.finish();
            if (results == null) {
                throw TranslationFault.malformed("'results' is missing");
            }
            return new RerankAnswer(id, "", results, usage);
        }
    }

    private static void answer(
            RerankAnswer answer, RerankRequest request, Asked asked, JsonOut out) {
        out.object();
        out.field("id", answer.id().isEmpty() ? asked.requestId() : answer.id());
        answer.writeResults(request, out);
        out.object("meta").object("api_version").field("version", "2").end();
        out.object("tokens").field("input_tokens", answer.usage().input()).end();
        out.end().end();
    }
}
