package dev.cardea.relay;

/// Text that may hold anything, as a header field can hold it.
final class FieldText {
    private static final int LONGEST = 1024;

    private FieldText() {}

    /// The same with a question mark for each character that isn't visible ASCII or a blank, cut after
    /// 1,024.
    static String of(String text) {
        int length = Math.min(text.length(), LONGEST);
        for (int i = 0; i < length; i++) {
            if (!fits(text.charAt(i))) {
                return replaced(text, length);
            }
        }
        return length == text.length() ? text : text.substring(0, length);
    }

    private static String replaced(String text, int length) {
        StringBuilder fitting = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            fitting.append(fits(c) ? c : '?');
        }
        return fitting.toString();
    }

    private static boolean fits(char c) {
        return c >= ' ' && c < 0x7f;
    }
}
