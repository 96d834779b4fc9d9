package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import java.util.ArrayList;
import java.util.List;

/// `annotations` of a message: the web pages that an answer cites.
final class Annotations {
    private Annotations() {}

    static List<Citation> read(JsonIn in) {
        List<Citation> citations = new ArrayList<>();
        in.array();
        while (in.element()) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (name.equals("url_citation")) {
                    citations.add(citation(in));
                } else {
                    in.skip();
                }
            }
        }
        return citations;
    }

    private static Citation citation(JsonIn in) {
        Raw url = null;
        Raw title = null;
        Raw quote = null;
        long start = -1;
        long end = -1;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "url" -> url = in.text();
                case "title" -> title = in.text();
                case "content" -> quote = in.text();
                case "start_index" -> start = in.whole();
                case "end_index" -> end = in.whole();
                default -> in.skip();
            }
        }
        return new Citation(url, title, quote, start, end);
    }

    /// Writes those that name a page; nothing when none does.
    static void write(List<Citation> citations, JsonOut out) {
        if (citations.stream().noneMatch(c -> c.url() != null)) {
            return;
        }
        out.array("annotations");
        for (Citation citation : citations) {
            if (citation.url() == null) {
                continue;
            }
            out.object().field("type", "url_citation").object("url_citation");
            out.field("url", citation.url());
            out.field("title", citation.title() == null ? Raw.EMPTY_TEXT : citation.title());
            out.field("start_index", Math.max(0, citation.start()));
            out.field("end_index", Math.max(0, citation.end())).end().end();
        }
        out.endList();
    }
}
