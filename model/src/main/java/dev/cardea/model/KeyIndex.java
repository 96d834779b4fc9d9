package dev.cardea.model;

import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Keys by the hashes of their secrets: an immutable map as [Index] is one, for the look-up that every
/// call begins with.
///
/// A page holds the hashes themselves, four numbers each, and beside them when each secret ends and
/// whose it is. So a look-up waits for memory twice, for the hash and for the key, where a map of
/// objects would follow one reference after the other: among a million keys nothing else counts. A
/// page is an open table of its own; a change copies one page and the list of pages.
public final class KeyIndex {
    private static final int SLOTS = 512;

    /// Hash and end, in numbers.
    private static final int STRIDE = 5;

    private static final int END = 4;

    /// Above this a page's neighbours would be searched for long. Hashes are spread evenly, so that
    /// pages fill alike.
    private static final int MOST = SLOTS * 3 / 4;

    /// @param numbers of each slot its hash and its end
    /// @param keys null in free slots
    private record Page(long[] numbers, @Nullable Key[] keys, int used) {
        static Page free() {
            return new Page(new long[SLOTS * STRIDE], new Key[SLOTS], 0);
        }

        /// The slot of a hash, or the free one where it would be.
        int slot(Sha256 hash) {
            int slot = (int) hash.b() & (SLOTS - 1);
            while (keys[slot] != null && !holds(slot, hash)) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            return slot;
        }

        private boolean holds(int slot, Sha256 hash) {
            int at = slot * STRIDE;
            return ((numbers[at] ^ hash.a())
                            | (numbers[at + 1] ^ hash.b())
                            | (numbers[at + 2] ^ hash.c())
                            | (numbers[at + 3] ^ hash.d()))
                    == 0;
        }

        Sha256 hash(int slot) {
            int at = slot * STRIDE;
            return new Sha256(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]);
        }

        /// With a secret put in, which may be there already; into the same arrays.
        Page put(Sha256 hash, long end, Key key) {
            int slot = slot(hash);
            boolean added = keys[slot] == null;
            int at = slot * STRIDE;
            numbers[at] = hash.a();
            numbers[at + 1] = hash.b();
            numbers[at + 2] = hash.c();
            numbers[at + 3] = hash.d();
            numbers[at + END] = end;
            keys[slot] = key;
            return added ? new Page(numbers, keys, used + 1) : this;
        }

        Page copy() {
            return new Page(numbers.clone(), keys.clone(), used);
        }
    }

    private final @Nullable Page[] pages;
    private final int size;

    private KeyIndex(@Nullable Page[] pages, int size) {
        this.pages = pages;
        this.size = size;
    }

    public static KeyIndex empty() {
        return new KeyIndex(new Page[1], 0);
    }

    /// How many secrets there are.
    public int size() {
        return size;
    }

    /// The key that a secret belongs to, or null.
    public @Nullable Key get(Sha256 hash) {
        Page page = page(hash);
        return page == null ? null : page.keys[page.slot(hash)];
    }

    /// Epoch microseconds from which on a secret is refused ([KeySecret#worksUntilMicros]);
    /// [Long#MAX_VALUE] for one that isn't here.
    public long worksUntilMicros(Sha256 hash) {
        Page page = page(hash);
        if (page == null) {
            return Long.MAX_VALUE;
        }
        int slot = page.slot(hash);
        return page.keys[slot] == null ? Long.MAX_VALUE : page.numbers[slot * STRIDE + END];
    }

    private @Nullable Page page(Sha256 hash) {
        return pages[(int) hash.a() & (pages.length - 1)];
    }

    /// This map with a secret of a key, in place of what the secret stood for.
    public KeyIndex with(KeySecret secret, Key key) {
        Sha256 hash = secret.hash();
        int number = (int) hash.a() & (pages.length - 1);
        Page page = pages[number];
        if (page != null && page.used >= MOST) {
            return new KeyIndex(grown(pages), size).with(secret, key);
        }
        @Nullable Page[] copy = pages.clone();
        Page changed = page == null ? Page.free() : page.copy();
        int before = changed.used;
        changed = changed.put(hash, secret.worksUntilMicros(), key);
        copy[number] = changed;
        return new KeyIndex(copy, size + changed.used - before);
    }

    /// This map without a secret.
    public KeyIndex without(Sha256 hash) {
        if (get(hash) == null) {
            return this;
        }
        int number = (int) hash.a() & (pages.length - 1);
        Page page = Objects.requireNonNull(pages[number]);
        Page rest = Page.free();
        for (int slot = 0; slot < SLOTS; slot++) {
            Key key = page.keys[slot];
            if (key != null && !page.holds(slot, hash)) {
                rest = rest.put(page.hash(slot), page.numbers[slot * STRIDE + END], key);
            }
        }
        @Nullable Page[] copy = pages.clone();
        copy[number] = rest;
        return new KeyIndex(copy, size - 1);
    }

    /// Calls `each` for every secret, in no order that means anything.
    public void forEach(BiConsumer<? super Sha256, ? super Key> each) {
        for (Page page : pages) {
            for (int slot = 0; page != null && slot < SLOTS; slot++) {
                Key key = page.keys[slot];
                if (key != null) {
                    each.accept(page.hash(slot), key);
                }
            }
        }
    }

    /// Twice as many pages, each with half of what one held.
    private static @Nullable Page[] grown(@Nullable Page[] pages) {
        @Nullable Page[] grown = new Page[pages.length * 2];
        for (Page page : pages) {
            for (int slot = 0; page != null && slot < SLOTS; slot++) {
                Key key = page.keys[slot];
                if (key != null) {
                    Sha256 hash = page.hash(slot);
                    int number = (int) hash.a() & (grown.length - 1);
                    Page half = grown[number];
                    grown[number] =
                            (half == null ? Page.free() : half)
                                    .put(hash, page.numbers[slot * STRIDE + END], key);
                }
            }
        }
        return grown;
    }

    /// Collects many secrets without copying for each.
    public static final class Builder {
        private @Nullable Page[] pages;
        private int size;

        /// With room for so many, which need not be exact.
        public Builder(int expected) {
            int count = 1;
            while ((long) count * SLOTS * 5 / 8 < expected) {
                count *= 2;
            }
            pages = new Page[count];
        }

        /// Adds a secret of a key, or puts it in place of an equal one.
        public Builder put(KeySecret secret, Key key) {
            Sha256 hash = secret.hash();
            int number = (int) hash.a() & (pages.length - 1);
            Page page = pages[number];
            while (page != null && page.used >= MOST) {
                pages = grown(pages);
                number = (int) hash.a() & (pages.length - 1);
                page = pages[number];
            }
            Page before = page == null ? Page.free() : page;
            Page after = before.put(hash, secret.worksUntilMicros(), key);
            pages[number] = after;
            size += after.used - before.used;
            return this;
        }

        /// The map; the builder can't be used after that.
        public KeyIndex build() {
            KeyIndex built = new KeyIndex(pages, size);
            pages = new Page[1];
            size = 0;
            return built;
        }
    }
}
