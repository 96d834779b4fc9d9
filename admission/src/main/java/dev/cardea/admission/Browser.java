package dev.cardea.admission;

import dev.cardea.model.RequestFields;

/// Tells whether a page in a browser sent a request.
public final class Browser {
    private Browser() {}

    /// An `Origin` of the web, or a `Sec-Fetch-Site` or `Sec-Fetch-Dest`, which pages can't forge and
    /// programs don't send. `Sec-Fetch-Mode` alone says nothing: the `fetch` of Node sends it too.
    public static boolean sent(RequestFields fields) {
        String origin = fields.first("origin");
        return (origin != null && (origin.startsWith("https://") || origin.startsWith("http://")))
                || fields.first("sec-fetch-site") != null
                || fields.first("sec-fetch-dest") != null;
    }
}
