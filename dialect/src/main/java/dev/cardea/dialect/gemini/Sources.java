package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import java.util.List;

/// `citationMetadata` and the web pages of `groundingMetadata`.
final class Sources {
    private Sources() {}

    static void read(JsonIn in, List<Citation> to) {
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "citationSources", "citations" -> sources(in, to);
                case "groundingChunks" -> chunks(in, to);
                default -> in.skip();
            }
        }
    }

    private static void sources(JsonIn in, List<Citation> to) {
        in.array();
        while (in.element()) {
            to.add(source(in));
        }
    }

    private static Citation source(JsonIn in) {
        Raw url = null;
        Raw title = null;
        long start = -1;
        long end = -1;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "uri" -> url = in.text();
                case "title" -> title = in.text();
                case "startIndex" -> start = in.whole();
                case "endIndex" -> end = in.whole();
                default -> in.skip();
            }
        }
        return new Citation(url, title, null, start, end);
    }

    private static void chunks(JsonIn in, List<Citation> to) {
        in.array();
        while (in.element()) {
            in.object();
            for (String name = in.member(); name != null; name = in.member()) {
                if (name.equals("web")) {
                    to.add(source(in));
                } else {
                    in.skip();
                }
            }
        }
    }

    /// Writes those that name a page; nothing when none does.
    static void write(List<Citation> citations, JsonOut out) {
        if (citations.stream().noneMatch(c -> c.url() != null)) {
            return;
        }
        out.object("citationMetadata").array("citationSources");
        for (Citation citation : citations) {
            if (citation.url() != null) {
                out.object();
                if (citation.start() >= 0) {
                    out.field("startIndex", citation.start());
                    out.field("endIndex", citation.end());
                }
                out.field("uri", citation.url()).maybe("title", citation.title()).end();
            }
        }
        out.endList().end();
    }
}
