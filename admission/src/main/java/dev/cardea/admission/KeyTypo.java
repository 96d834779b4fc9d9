package dev.cardea.admission;

import dev.cardea.model.Base62;
import dev.cardea.model.KeyText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.zip.CRC32;

/// Finds where a single character of a key was replaced, or two neighbours were swapped, from the
/// check digits alone. Tells the position, never the right character.
///
/// A CRC is linear: the difference between the sum that was sent and the sum of what was sent with
/// it depends only on the changed bits and their distance from the end. Rolling that difference
/// back step by step, each position can be asked whether a change there explains it: one pass, no
/// trial of characters.
final class KeyTypo {
    private static final int POLYNOMIAL = 0xEDB88320;
    private static final int[] STEP = new int[256];

    /// The byte whose step has this top byte: that of each is another.
    private static final int[] BY_TOP = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) != 0 ? value >>> 1 ^ POLYNOMIAL : value >>> 1;
            }
            STEP[i] = value;
            BY_TOP[value >>> 24] = i;
        }
    }

    private KeyTypo() {}

    /// The position, from 1, of the only change that makes a well-formed key; of two swapped
    /// characters the first. Empty when no single change does, or several would.
    static OptionalInt locate(String text) {
        int end = text.length() - KeyText.CHECK_LENGTH - 1;
        if (end < KeyText.PREFIX.length() || text.chars().anyMatch(c -> c > 0x7E)) {
            return OptionalInt.empty();
        }
        Search search = new Search(text, end);
        search.inCheckDigits();
        if (isCheck(text, end)) {
            search.inBody();
        }
        search.acrossTheLastSeparator();
        return search.positions == 1 ? OptionalInt.of(search.found + 1) : OptionalInt.empty();
    }

    private static boolean isCheck(String text, int end) {
        for (int i = end + 1; i < text.length(); i++) {
            if (!Base62.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.charAt(end) == '_';
    }

    /// One text under examination.
    private static final class Search {
        private final char[] text;
        private final int end;
        private int positions;
        private int found;

        Search(String text, int end) {
            this.text = text.toCharArray();
            this.end = end;
        }

        /// The last underscore, or a check digit.
        void inCheckDigits() {
            String right = '_' + KeyText.check(new String(text, 0, end));
            int differing = 0;
            int first = -1;
            for (int i = 0; i < right.length(); i++) {
                if (text[end + i] != right.charAt(i)) {
                    differing++;
                    first = first < 0 ? end + i : first;
                }
            }
            if (differing == 1) {
                propose(first, right.charAt(first - end), -1);
            } else if (differing == 2 && first + 1 < text.length) {
                propose(first, text[first + 1], first + 1);
            }
        }

        void inBody() {
            long sent = Base62.decode(new String(text, end + 1, KeyText.CHECK_LENGTH));
            if (sent >>> 32 != 0) {
                return;
            }
            int difference = (int) sent ^ crc();
            for (int i = end - 1; i >= 0; i--) {
                int changed = BY_TOP[difference >>> 24];
                if (STEP[changed] == difference) {
                    char right = (char) (text[i] ^ changed);
                    if (right < 0x7F) {
                        propose(i, right, -1);
                    }
                }
                if (i > 0) {
                    int swap = (text[i - 1] ^ text[i]) & 0xFF;
                    int first = STEP[swap];
                    if (swap != 0 && (first >>> 8 ^ STEP[(first ^ swap) & 0xFF]) == difference) {
                        propose(i - 1, text[i], i);
                    }
                }
                difference = difference << 8 ^ back(difference);
            }
        }

        /// The last separator and a neighbour changed places: the pieces that the sum is made of move.
        void acrossTheLastSeparator() {
            if (text[end - 1] == '_') {
                propose(end - 1, text[end], end);
            } else if (text[end + 1] == '_') {
                propose(end, text[end + 1], end + 1);
            }
        }

        /// Undoes one step of the sum for a zero byte.
        private static int back(int value) {
            int top = BY_TOP[value >>> 24];
            return STEP[top] << 8 ^ top;
        }

        private void propose(int position, char right, int swappedWith) {
            char[] mended = text.clone();
            char was = mended[position];
            mended[position] = right;
            if (swappedWith >= 0) {
                mended[swappedWith] = was;
            }
            if (KeyText.parse(new String(mended)).isPresent()
                    && (positions == 0 || found != position)) {
                positions++;
                found = position;
            }
            Arrays.fill(mended, ' ');
        }

        private int crc() {
            CRC32 crc = new CRC32();
            crc.update(new String(text, 0, end).getBytes(StandardCharsets.US_ASCII));
            return (int) crc.getValue();
        }
    }
}
