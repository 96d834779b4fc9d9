package dev.cardea.dialect.anthropic;

import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import java.util.ArrayList;
import java.util.List;

/// The `citations` of a text block.
final class CitationBlocks {
    private CitationBlocks() {}

    static List<Citation> read(JsonIn in) {
        List<Citation> citations = new ArrayList<>();
        in.array();
        while (in.element()) {
            citations.add(citation(in));
        }
        return citations;
    }

    static Citation citation(JsonIn in) {
        Raw url = null;
        Raw title = null;
        Raw quote = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "url" -> url = in.text();
                case "title", "document_title" -> title = in.text();
                case "cited_text" -> quote = in.text();
                default -> in.skip();
            }
        }
        return new Citation(url, title, quote, -1, -1);
    }

    /// Writes one that names a page, in the form of a web search's result.
    static void write(Citation citation, Raw url, JsonOut out) {
        out.object().field("type", "web_search_result_location").field("url", url);
        out.field("title", citation.title() == null ? Raw.EMPTY_TEXT : citation.title());
        out.field("cited_text", citation.quote() == null ? Raw.EMPTY_TEXT : citation.quote());
        out.field("encrypted_index", "").end();
    }
}
