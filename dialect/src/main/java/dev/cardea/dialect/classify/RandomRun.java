package dev.cardea.dialect.classify;

/// Tells random letters and digits from words, versions and model names, by how often the kind of
/// character changes.
final class RandomRun {
    static final int SHORTEST = 16;
    static final int OTHER = 0;
    private static final int LOWER = 1;
    private static final int UPPER = 2;
    private static final int DIGIT = 3;
    private static final int BOTH_CASES = (1 << LOWER) | (1 << UPPER);

    /// Letters in a row without a break that no word has.
    private static final int LONGEST_WORD = 28;

    /// Characters of a run from which on a few changes between both cases are enough.
    private static final int LONG = 32;

    private RandomRun() {}

    static boolean looksRandom(String text, int from, int to) {
        int changes = 0;
        int signs = 0;
        int seen = 0;
        int letters = 0;
        int digits = 0;
        int stretch = 0;
        int stretchChanges = 0;
        int stretchDigits = 0;
        int last = OTHER;
        for (int i = from; i < to; i++) {
            int kind = kind(text.charAt(i));
            seen |= 1 << kind;
            signs += text.charAt(i) == '+' ? 1 : 0;
            if (kind == OTHER) {
                stretch = 0;
                stretchChanges = 0;
                stretchDigits = 0;
            } else {
                stretch++;
                if (kind == DIGIT) {
                    digits++;
                    stretchDigits++;
                } else {
                    letters++;
                }
                if (last != OTHER && kind != last && !(last == UPPER && kind == LOWER)) {
                    changes++;
                    stretchChanges++;
                }
                if (isRandomStretch(stretch, stretchChanges, stretchDigits)) {
                    return true;
                }
            }
            last = kind;
        }
        int length = to - from;
        return (letters > 0 && digits > 0 && length >= 20 && changes * 4 >= length)
                || (length >= LONG
                        && (seen & BOTH_CASES) == BOTH_CASES
                        && isBase64(changes, signs, length));
    }

    /// Encoded bytes, which slashes and pluses cut into short pieces.
    private static boolean isBase64(int changes, int signs, int length) {
        return (signs > 0 && changes >= 2) || changes * 7 >= length;
    }

    private static boolean isRandomStretch(int length, int changes, int digits) {
        return length >= LONGEST_WORD
                || (length >= SHORTEST && digits > 0 && changes >= 3)
                || (length >= SHORTEST && changes >= 5);
    }

    static int kind(char c) {
        if (c >= 'a' && c <= 'z') {
            return LOWER;
        }
        if (c >= 'A' && c <= 'Z') {
            return UPPER;
        }
        return c >= '0' && c <= '9' ? DIGIT : OTHER;
    }
}
