package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.JsonIn;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import java.util.Locale;

/// Code that Google ran for the model (`executableCode`) and what came of it
/// (`codeExecutionResult`), as a fenced block of Markdown: other dialects have no form for it.
final class RanCode {
    private static final String GOOD = "OUTCOME_OK";

    private RanCode() {}

    static Raw told(JsonIn in) {
        String language = "";
        String outcome = "";
        Raw text = Raw.EMPTY_TEXT;
        in.object();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "language" -> language = in.string();
                case "outcome" -> outcome = in.string();
                case "code", "output" -> text = in.text();
                default -> in.skip();
            }
        }
        JsonOut told = new JsonOut(text.length() + 48).openText().inner("\n");
        if (!outcome.isEmpty() && !outcome.equals(GOOD)) {
            told.inner(outcome).inner("\n");
        }
        String fence = fence(text);
        told.inner(fence).inner(language.toLowerCase(Locale.ROOT)).inner("\n").inner(text);
        return told.inner("\n").inner(fence).inner("\n").closeText().toRaw();
    }

    /// Longer than any run of back-ticks within.
    private static String fence(Raw text) {
        int longest = 2;
        int run = 0;
        for (int i = text.from(); i < text.to(); i++) {
            run = text.bytes()[i] == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return "`".repeat(longest + 1);
    }
}
