package dev.cardea.admission;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads header bytes and query strings as the text that the sender meant.
final class Text {
    private Text() {}

    /// Bytes that came as ISO-8859-1 characters, read as UTF-8 when they are that.
    static String decode(String latin) {
        for (int i = 0; i < latin.length(); i++) {
            if (latin.charAt(i) >= 0x80) {
                return utf8(latin);
            }
        }
        return latin;
    }

    /// A query component: percent sequences and plus signs undone, once.
    static String unescape(String component) {
        if (component.indexOf('%') < 0 && component.indexOf('+') < 0) {
            return decode(component);
        }
        StringBuilder bytes = new StringBuilder(component.length());
        for (int i = 0; i < component.length(); i++) {
            char c = component.charAt(i);
            int high = c == '%' && i + 2 < component.length() ? digit(component, i + 1) : -1;
            int low = high >= 0 ? digit(component, i + 2) : -1;
            if (low >= 0) {
                bytes.append((char) (high * 16 + low));
                i += 2;
            } else {
                bytes.append(c == '+' ? ' ' : c);
            }
        }
        return decode(bytes.toString());
    }

    private static int digit(String text, int at) {
        return Character.digit(text.charAt(at), 16);
    }

    private static String utf8(String latin) {
        byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return latin;
        }
    }
}
