package dev.cardea.dialect.hub;

import dev.cardea.model.Usage;
import java.util.ArrayList;
import java.util.List;

/// The order of a call's documents, in no dialect.
///
/// @param id the provider's; empty when it gave none
/// @param model as the provider names it; empty when it doesn't
/// @param results the best first
public record RerankAnswer(String id, String model, List<Ranked> results, Usage usage) {
    public RerankAnswer {
        results = List.copyOf(results);
    }

    /// A document and how well it answers.
    ///
    /// @param index its place among the request's documents, from 0
    /// @param score a JSON number
    public record Ranked(long index, Raw score) {}

    /// Reads a list of `{index, relevance_score}`, which every dialect has.
    public static List<Ranked> results(JsonIn in) {
        List<Ranked> results = new ArrayList<>();
        in.array();
        while (in.element()) {
            long index = -1;
            Raw score = null;
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                switch (name) {
                    case "index" -> index = in.count();
                    case "relevance_score" -> score = in.number();
                    default -> in.skip();
                }
            }
            if (index < 0 || score == null) {
                throw TranslationFault.malformed("a result has no index or no score");
            }
            results.add(new Ranked(index, score));
        }
        return results;
    }

    /// Writes that list, and the documents' texts when the client wants them.
    public void writeResults(RerankRequest request, JsonOut out) {
        out.array("results");
        for (Ranked ranked : results) {
            out.object().field("index", ranked.index()).field("relevance_score", ranked.score());
            if (request.withTexts()) {
                Raw text = request.documents().get((int) ranked.index());
                out.object("document").field("text", text).end();
            }
            out.end();
        }
        out.endList();
    }
}
