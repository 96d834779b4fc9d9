package dev.cardea.dialect.bedrock;

import dev.cardea.dialect.hub.Citation;
import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.Raw;
import org.jspecify.annotations.Nullable;

/// One citation: a title, the words of the source, and where they stand.
final class Citations {
    private Citations() {}

    static Citation read(JsonIn in) {
        Raw url = null;
        Raw title = null;
        Raw quote = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "title" -> title = in.text();
                case "sourceContent" -> quote = quote(in);
                case "location" -> url = url(in);
                default -> in.skip();
            }
        }
        return new Citation(
                url, title == null ? null : title.copy(), quote == null ? null : quote, -1, -1);
    }

    private static @Nullable Raw quote(JsonIn in) {
        Raw quote = null;
        if (in.isArray()) {
            in.array();
            while (in.element()) {
                Raw text = text(in);
                quote = quote == null ? text : quote;
            }
            return quote;
        }
        return text(in);
    }

    private static @Nullable Raw text(JsonIn in) {
        Raw text = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (name.equals("text")) {
                text = in.text().copy();
            } else {
                in.skip();
            }
        }
        return text;
    }

    /// A page of the web has an address; other places are within documents of the request.
    private static @Nullable Raw url(JsonIn in) {
        Raw url = null;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            if (!name.equals("web") || !in.isObject()) {
                in.skip();
                continue;
            }
            in.object();
            for (String w = in.member(); w != null; w = in.member()) {
                if (w.equals("url")) {
                    url = in.text().copy();
                } else {
                    in.skip();
                }
            }
        }
        return url;
    }
}
