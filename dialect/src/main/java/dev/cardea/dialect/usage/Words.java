package dev.cardea.dialect.usage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// What the words of a fixed set mean, looked up by their bytes without making a string of them: their
/// length and three bytes tell where in an open-addressed table a word would stand.
///
/// @param <M> the meanings
final class Words<M> {
    private static final byte[] FREE = {};

    private final byte[][] words;
    private final List<M> meanings;
    private final M none;

    /// @param none what every other word means
    /// @param words the words of each meaning, in ASCII and none of them empty
    Words(M none, Map<M, List<String>> words) {
        int count = words.values().stream().mapToInt(List::size).sum();
        int places = Integer.highestOneBit(Math.max(1, count)) << 3;
        this.words = new byte[places][];
        Arrays.fill(this.words, FREE);
        meanings = new ArrayList<>(Collections.nCopies(places, none));
        this.none = none;
        words.forEach((meaning, all) -> all.forEach(word -> add(meaning, word)));
    }

    private void add(M meaning, String word) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        int place = place(bytes, 0, bytes.length);
        words[place] = bytes;
        meanings.set(place, meaning);
    }

    /// What the bytes from `from` to before `to` mean.
    M meaning(byte[] text, int from, int to) {
        return from == to ? none : meanings.get(place(text, from, to));
    }

    /// Where the word stands, else a free place. There always is one: at most a quarter is taken.
    private int place(byte[] text, int from, int to) {
        int length = to - from;
        int hash = text[from] + 31 * text[to - 1] + 131 * text[from + (length >> 1)] + 17 * length;
        int place = (hash ^ (hash >>> 7)) & (words.length - 1);
        while (true) {
            byte[] word = words[place];
            if (word.length == 0 || Arrays.equals(word, 0, word.length, text, from, to)) {
                return place;
            }
            place = (place + 1) & (words.length - 1);
        }
    }
}
