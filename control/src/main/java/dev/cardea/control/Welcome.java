package dev.cardea.control;

import dev.cardea.model.LocalEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// What the data plane says to whoever looks at its address without calling anything: what this is, and
/// where to go. A page for browsers, JSON for the rest; the same for everybody, and nothing of this
/// installation. Browsers' own questions (`/favicon.ico`, `/robots.txt`) are answered besides.
public final class Welcome implements LocalEndpoint {
    private static final String JSON =
            """
            {
              "service": "Cardea, an AI gateway",
              "key": "send it as Authorization: Bearer <key> or x-api-key: <key>",
              "base_url": {
                "openai": "this address and /v1",
                "anthropic": "this address",
                "gemini": "this address"
              },
              "models": "/v1/models",
              "errors": "/errors",
              "health": "/healthz"
            }
            """;
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Cardea, an AI gateway</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 1rem/1.6 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; }
            a { color: LinkText; }
            </style>
            </head>
            <body>
            <main>
            <h1>Cardea, an AI gateway</h1>
            <p>Programs call models here, with a key that the administrator of this gateway issues.
            There is nothing to log in to at this address.</p>
            <ul>
            <li>OpenAI's SDKs and clients: the base URL is this address and <code>/v1</code>.</li>
            <li>Anthropic's and Google's: it is this address.</li>
            <li>The key goes where they put it, such as <code>Authorization: Bearer</code>.</li>
            <li><code>GET /v1/models</code> lists the models that a key may use.</li>
            </ul>
            <p>Was a call refused? <a href="/errors">All errors, and what to do</a>.</p>
            </main>
            </body>
            </html>
            """;

    /// A door in its frame.
    private static final String ICON =
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#557" d="M2 1h12v14H2z"/>\
            <path fill="#eef" d="M4 3l7 2v10l-7-1z"/><path fill="#557" d="M9 9h1v2H9z"/></svg>
            """;

    private static final String ROBOTS = "User-agent: *\nDisallow: /\n";

    @Override
    public Optional<Access> access(String method, String path) {
        boolean ours =
                switch (path) {
                    case "/", "/v1", "/v1/", "/v1beta", "/v1beta/", "/favicon.ico", "/robots.txt" ->
                            true;
                    default -> false;
                };
        return ours && (method.equals("GET") || method.equals("HEAD"))
                ? Optional.of(Access.ANYONE)
                : Optional.empty();
    }

    @Override
    public Answer answer(Request request) {
        return switch (request.path()) {
            case "/favicon.ico" -> with("image/svg+xml", "public, max-age=86400", ICON);
            case "/robots.txt" ->
                    with("text/plain; charset=utf-8", "public, max-age=86400", ROBOTS);
            default ->
                    wantsPage(request)
                            ? with("text/html; charset=utf-8", "no-cache", PAGE)
                            : with("application/json", "no-cache", JSON);
        };
    }

    private static boolean wantsPage(Request request) {
        return request.fields().all("accept").stream().anyMatch(it -> it.contains("text/html"));
    }

    private static Answer with(String type, String caching, String text) {
        return new Answer(
                200,
                Map.of(
                        "content-type",
                        type,
                        "vary",
                        "accept",
                        "cache-control",
                        caching,
                        "x-content-type-options",
                        "nosniff",
                        "content-security-policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"),
                text.getBytes(StandardCharsets.UTF_8));
    }
}
