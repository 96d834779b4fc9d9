package dev.cardea.dialect.hub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the name of a Claude model tells of how it reasons.
public enum ClaudeModel {
    /// Before 3.7: not at all.
    PLAIN,
    /// 3.7 to 4.5: within a budget of tokens.
    BUDGET,
    /// Since 4.6, and what isn't known: as much as it finds right, led by an effort.
    ADAPTIVE;

    private static final Pattern NEW =
            Pattern.compile("claude-(?:opus|sonnet|haiku)-(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d).*");
    private static final Pattern OLD = Pattern.compile("claude-(?:3[-.]([0-9])|[12]|instant).*");

    public static ClaudeModel of(String model) {
        int at = model.indexOf("claude");
        String name = at < 0 ? model : model.substring(at);
        Matcher old = OLD.matcher(name);
        if (old.matches()) {
            return "7".equals(old.group(1)) ? BUDGET : PLAIN;
        }
        Matcher matcher = NEW.matcher(name);
        if (!matcher.matches()) {
            return name.startsWith("claude-3-") ? PLAIN : ADAPTIVE;
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return major > 4 || (major == 4 && minor >= 6) ? ADAPTIVE : BUDGET;
    }
}
