package dev.cardea.dialect.cohere;

import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Raw;
import org.jspecify.annotations.Nullable;

/// One citation: a stretch of the answer, and the documents or tool results that support it.
final class Citations {
    private Citations() {}

    private record Source(@Nullable Raw url, @Nullable Raw title, @Nullable Raw quote) {
        static final Source NONE = new Source(null, null, null);
    }

    static Citation read(JsonIn in) {
        long start = -1;
        long end = -1;
        Source source = Source.NONE;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "start" -> start = in.count();
                case "end" -> end = in.count();
                case "sources" -> {
                    in.array();
                    while (in.element()) {
                        Source found = source(in);
                        source = source.equals(Source.NONE) ? found : source;
                    }
                }
                default -> in.skip();
            }
        }
        return new Citation(source.url, source.title, source.quote, start, end);
    }

    private static Source source(JsonIn in) {
        Source source = Source.NONE;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (name.equals("document") && in.isObject()) {
                source = document(in);
            } else {
                in.skip();
            }
        }
        return source;
    }

    private static Source document(JsonIn in) {
        Raw url = null;
        Raw title = null;
        Raw quote = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (!in.isText()) {
                in.skip();
                continue;
            }
            Raw value = in.text().copy();
            switch (name) {
                case "url" -> url = value;
                case "title" -> title = value;
                case "snippet", "text" -> quote = value;
                default -> {}
            }
        }
        return new Source(url, title, quote);
    }
}
