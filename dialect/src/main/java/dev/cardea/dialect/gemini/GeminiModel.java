package dev.cardea.dialect.gemini;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the name of a Gemini model tells of how it reasons.
enum GeminiModel {
    /// Before 2.5, and models that aren't Gemini: not at all.
    PLAIN,
    /// 2.5: within a budget of tokens.
    BUDGET,
    /// Since 3: by level; and every step's first function call must come back with its signature.
    LEVEL;

    private static final Pattern VERSION = Pattern.compile("gemini-(\\d+)(?:\\.(\\d+))?.*");

    static GeminiModel of(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        Matcher matcher = VERSION.matcher(name);
        if (!matcher.matches()) {
            return name.startsWith("gemini") ? LEVEL : PLAIN;
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return major >= 3 ? LEVEL : major == 2 && minor >= 5 ? BUDGET : PLAIN;
    }
}
