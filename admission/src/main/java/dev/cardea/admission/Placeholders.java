package dev.cardea.admission;

import java.util.Locale;
import java.util.Set;

/// Recognises what stands where a key was meant to be: an unexpanded variable, a template, an example
/// from a manual, a program's word for nothing.
final class Placeholders {
    private static final Set<String> WORDS =
            Set.of(
                    "undefined",
                    "null",
                    "none",
                    "nil",
                    "nan",
                    "empty",
                    "true",
                    "false",
                    "key",
                    "api_key",
                    "apikey",
                    "api-key",
                    "token",
                    "secret",
                    "password",
                    "string",
                    "test",
                    "dummy",
                    "fake",
                    "example",
                    "placeholder",
                    "changeme",
                    "change-me",
                    "change_me",
                    "todo",
                    "not-needed",
                    "not_needed",
                    "notneeded",
                    "no-key",
                    "no-key-required",
                    "no-key-needed",
                    "not-used",
                    "unused",
                    "ignored",
                    "anything",
                    "sk-dummy",
                    "sk-test",
                    "sk-fake",
                    "sk-placeholder",
                    "[object object]",
                    "sk-",
                    "bearer",
                    "-",
                    "...",
                    "…",
                    "x",
                    "n/a");
    private static final String[] PHRASES = {
        "your_",
        "your-",
        "your ",
        "yourkey",
        "yourapikey",
        "yourtoken",
        "_here",
        "-here",
        " here",
        "insert_",
        "insert-",
        "insert ",
        "replace_",
        "replace-",
        "replace ",
        "put_your",
        "enter_",
        "paste_",
        "xxxx",
        "process.env",
        "os.environ",
        "os.getenv",
        "import.meta.env",
        "env.",
        "env:"
    };

    private Placeholders() {}

    static boolean fits(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (WORDS.contains(lower) || lower.startsWith("http://") || lower.startsWith("https://")) {
            return true;
        }
        for (String phrase : PHRASES) {
            if (lower.contains(phrase)) {
                return true;
            }
        }
        return isTemplate(text) || isVariableName(text);
    }

    /// `$NAME`, `${NAME}`, `$(command)`, `{{ name }}`, `%NAME%`, `<name>`, `[name]`, `{name}`,
    /// `__NAME__`, `@name@`.
    private static boolean isTemplate(String text) {
        return text.startsWith("$")
                || text.contains("${")
                || text.contains("$(")
                || text.contains("{{")
                || wrapped(text, '{', '}')
                || wrapped(text, '<', '>')
                || wrapped(text, '[', ']')
                || wrapped(text, '@', '@')
                || (wrapped(text, '%', '%') && isName(text.substring(1, text.length() - 1)))
                || (text.length() > 4 && text.startsWith("__") && text.endsWith("__"));
    }

    /// A name such as `OPENAI_API_KEY`: upper case, ending in a word for a secret.
    private static boolean isVariableName(String text) {
        return isName(text)
                && text.equals(text.toUpperCase(Locale.ROOT))
                && (text.endsWith("KEY")
                        || text.endsWith("TOKEN")
                        || text.endsWith("SECRET")
                        || text.endsWith("PASSWORD"));
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || !(Character.isLetterOrDigit(c) || c == '_')) {
                return false;
            }
        }
        return !text.isEmpty() && !Character.isDigit(text.charAt(0));
    }

    private static boolean wrapped(String text, char open, char close) {
        return text.length() > 2
                && text.charAt(0) == open
                && text.charAt(text.length() - 1) == close;
    }
}
