package dev.cardea.control;

import dev.cardea.model.LocalEndpoint;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pages about refusals that `doc_url` points to, made from the catalogue: `/errors` lists the
/// public codes, `/errors/{CODE}` says what one means and what to do. They tell no more than a
/// refusal tells a stranger, and hold no script.
public final class ReasonPages implements LocalEndpoint {
    private static final String INDEX = "/errors";
    private static final Map<String, String> FIELDS =
            Map.of(
                    "content-type",
                    "text/html; charset=utf-8",
                    "content-security-policy",
                    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
                    "x-content-type-options",
                    "nosniff",
                    "cache-control",
                    "public, max-age=3600");
    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 1rem/1.6 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
            dt { font-weight: 600; margin-top: 1rem; }
            dd { margin: 0; }
            a { color: LinkText; }
            </style>
            </head>
            <body>
            <main>
            """;
    private static final String TAIL = "</main>\n</body>\n</html>\n";

    @Override
    public Optional<Access> access(String method, String path) {
        boolean ours = path.equals(INDEX) || path.startsWith(INDEX + "/");
        return ours && (method.equals("GET") || method.equals("HEAD"))
                ? Optional.of(Access.ANYONE)
                : Optional.empty();
    }

    @Override
    public Answer answer(Request request) {
        String rest = request.path().substring(INDEX.length());
        if (rest.isEmpty() || rest.equals("/")) {
            return page(200, index(Reasons.all()));
        }
        List<Reason> reasons = Reasons.withPublicCode(rest.substring(1));
        return reasons.isEmpty() ? page(404, unknown()) : page(200, about(reasons));
    }

    private static Answer page(int status, String html) {
        return new Answer(status, FIELDS, html.getBytes(StandardCharsets.UTF_8));
    }

    private static String index(Collection<Reason> reasons) {
        Map<String, Reason> byCode = new LinkedHashMap<>();
        reasons.forEach(it -> byCode.putIfAbsent(it.publicCode(), it));
        StringBuilder html = new StringBuilder(HEAD.formatted("Errors of this gateway"));
        html.append("<h1>Errors of this gateway</h1>\n<dl>\n");
        byCode.values()
                .forEach(it ->
                        html.append("<dt><a href=\"/errors/")
                                .append(it.publicCode())
                                .append("\">")
                                .append(it.publicCode())
                                .append("</a></dt>\n<dd>")
                                .append(escaped(blanks(it.told())))
                                .append("</dd>\n"));
        return html.append("</dl>\n").append(TAIL).toString();
    }

    private static String about(List<Reason> reasons) {
        Reason first = reasons.getFirst();
        StringBuilder html = new StringBuilder(HEAD.formatted(first.publicCode()));
        html.append("<h1>").append(first.publicCode()).append("</h1>\n<p>");
        html.append(escaped(blanks(first.told()))).append("</p>\n<dl>\n");
        entry(html, "What to do", blanks(first.callerFix()));
        entry(html, "Who has to act", actor(first));
        entry(html, "HTTP status", statuses(reasons));
        entry(
                html,
                "Trying again",
                first.passesWithTime()
                        ? "May help: the same call may pass later by itself."
                        : "Doesn't help until something is changed.");
        entry(html, "Family", first.family().publicName());
        html.append("</dl>\n<p>The answer carries a <code>diagnosis_id</code>: with it, ")
                .append("an administrator of the gateway sees every check of your call.</p>\n")
                .append("<p><a href=\"/errors\">All errors</a></p>\n");
        return html.append(TAIL).toString();
    }

    private static String unknown() {
        return HEAD.formatted("Unknown code")
                + "<h1>Unknown code</h1>\n<p>No error of this gateway has this code.</p>\n"
                + "<p><a href=\"/errors\">All errors</a></p>\n"
                + TAIL;
    }

    private static void entry(StringBuilder html, String term, String text) {
        if (!text.isBlank()) {
            html.append("<dt>").append(term).append("</dt>\n<dd>");
            html.append(escaped(text)).append("</dd>\n");
        }
    }

    private static String actor(Reason reason) {
        return switch (reason.origin()) {
            case CALLER -> "The application that calls, or whoever administers its key.";
            case GATEWAY -> "Whoever operates this gateway. Your key is not the cause.";
            case UPSTREAM ->
                    "Whoever operates this gateway, or the provider behind it. Your key is fine.";
        };
    }

    private static String statuses(List<Reason> reasons) {
        return String.join(
                ", ",
                reasons.stream().map(it -> Integer.toString(it.status())).distinct().toList());
    }

    /// A sentence without a call to fill it in. What is suggested is a sentence of its own.
    private static String blanks(String sentence) {
        return sentence.replace("{suggestion}", "").replaceAll("\\{[a-zA-Z_]+}", "…");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
