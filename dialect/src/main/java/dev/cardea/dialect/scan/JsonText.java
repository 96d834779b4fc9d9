package dev.cardea.dialect.scan;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The text of JSON strings, both ways.
public final class JsonText {
    private static final HexFormat HEX = HexFormat.of();

    private JsonText() {}

    /// The bytes of `text` as a JSON string, quotes included.
    public static byte[] quote(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2);
        append(json, text);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Appends `text` as a JSON string, quotes included. What can't stand in UTF-8 is escaped.
    public static void append(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || loneSurrogate(text, i)) {
                        json.append("\\u").append(HEX.toHexDigits(c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    /// The characters of a string that is known to be right, given without its quotes.
    public static String decode(byte[] bytes, int from, int to, boolean escaped) {
        String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (!escaped) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char e = raw.charAt(++i);
            switch (e) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'u' -> {
                    text.append((char) HexFormat.fromHexDigits(raw, i + 1, i + 5));
                    i += 4;
                }
                default -> text.append(e);
            }
        }
        return text.toString();
    }

    /// Whether the character at `i` is half of a surrogate pair without its other half.
    static boolean loneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c)
                && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
