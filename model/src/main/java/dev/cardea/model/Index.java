package dev.cardea.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// An immutable map for look-ups from many threads while one thread makes the next version. A change
/// copies one bucket, its page of 1,024 buckets and the list of pages: a few microseconds at any
/// size. A look-up follows three references and compares about two keys.
///
/// Buckets hold keys and values in turn. The number of buckets doubles when there are four entries
/// to each.
public final class Index<K, V> {
    private static final int PAGE = 1024;
    private static final int LOAD = 4;

    private final @Nullable Object[] @Nullable [][] pages;
    private final int mask;
    private final int size;

    private Index(@Nullable Object[] @Nullable [][] pages, int mask, int size) {
        this.pages = pages;
        this.mask = mask;
        this.size = size;
    }

    public static <K, V> Index<K, V> empty() {
        return new Index<>(new Object[1][][], PAGE - 1, 0);
    }

    public int size() {
        return size;
    }

    /// The value of a key, or null.
    @SuppressWarnings("unchecked")
    public @Nullable V get(K key) {
        int slot = spread(key.hashCode()) & mask;
        @Nullable Object[] @Nullable [] page = pages[slot / PAGE];
        @Nullable Object @Nullable [] bucket = page == null ? null : page[slot & (PAGE - 1)];
        if (bucket == null) {
            return null;
        }
        for (int i = 0; i < bucket.length; i += 2) {
            if (key.equals(bucket[i])) {
                return (V) bucket[i + 1];
            }
        }
        return null;
    }

    /// This map with `key` standing for `value`.
    public Index<K, V> with(K key, V value) {
        if (size >= (mask + 1) * LOAD) {
            return grown().with(key, value);
        }
        Index<K, V> copy = new Index<>(pages.clone(), mask, size + (get(key) == null ? 1 : 0));
        int slot = spread(key.hashCode()) & mask;
        @Nullable Object[] @Nullable [] page = copy.pages[slot / PAGE];
        copy.pages[slot / PAGE] = page == null ? new Object[PAGE][] : page.clone();
        put(copy.pages, mask, key, value);
        return copy;
    }

    /// This map without `key`.
    public Index<K, V> without(K key) {
        if (get(key) == null) {
            return this;
        }
        int slot = spread(key.hashCode()) & mask;
        @Nullable Object[] @Nullable [][] copy = pages.clone();
        @Nullable Object[][] page = Objects.requireNonNull(copy[slot / PAGE]).clone();
        @Nullable Object[] bucket = Objects.requireNonNull(page[slot & (PAGE - 1)]);
        List<@Nullable Object> rest = new ArrayList<>(bucket.length);
        for (int i = 0; i < bucket.length; i += 2) {
            if (!key.equals(bucket[i])) {
                rest.add(bucket[i]);
                rest.add(bucket[i + 1]);
            }
        }
        page[slot & (PAGE - 1)] = rest.toArray();
        copy[slot / PAGE] = page;
        return new Index<>(copy, mask, size - 1);
    }

    /// Calls `each` for every entry, in no order that means anything.
    @SuppressWarnings("unchecked")
    public void forEach(BiConsumer<? super K, ? super V> each) {
        for (@Nullable Object[] @Nullable [] page : pages) {
            if (page == null) {
                continue;
            }
            for (@Nullable Object @Nullable [] bucket : page) {
                for (int i = 0; bucket != null && i < bucket.length; i += 2) {
                    each.accept((K) bucket[i], (V) bucket[i + 1]);
                }
            }
        }
    }

    /// All values, copied.
    public List<V> values() {
        List<V> values = new ArrayList<>(size);
        forEach((_, value) -> values.add(value));
        return values;
    }

    /// Collects many entries without copying for each.
    public static final class Builder<K, V> {
        private Index<K, V> index;
        private int size;

        public Builder() {
            this(0);
        }

        /// With room for so many entries, which need not be exact.
        public Builder(int expected) {
            int buckets = PAGE;
            while (buckets < expected / LOAD) {
                buckets *= 2;
            }
            index = new Index<>(new Object[buckets / PAGE][][], buckets - 1, 0);
        }

        /// Adds an entry, or replaces the one with an equal key.
        public Builder<K, V> put(K key, V value) {
            if (size >= (index.mask + 1) * LOAD) {
                index = index.grown();
            }
            if (Index.put(index.pages, index.mask, key, value)) {
                size++;
            }
            return this;
        }

        /// The map; the builder can't be used after that.
        public Index<K, V> build() {
            Index<K, V> built = new Index<>(index.pages, index.mask, size);
            index = empty();
            size = 0;
            return built;
        }
    }

    private Index<K, V> grown() {
        int grownMask = mask * 2 + 1;
        @Nullable Object[] @Nullable [][] grown = new Object[(grownMask + 1) / PAGE][][];
        forEach((key, value) -> put(grown, grownMask, key, value));
        return new Index<>(grown, grownMask, size);
    }

    /// Puts into pages that nobody else sees yet; the bucket is copied. True when the key is new.
    private static boolean put(
            @Nullable Object[] @Nullable [][] pages, int mask, Object key, Object value) {
        int slot = spread(key.hashCode()) & mask;
        @Nullable Object[] @Nullable [] page = pages[slot / PAGE];
        if (page == null) {
            page = new Object[PAGE][];
            pages[slot / PAGE] = page;
        }
        @Nullable Object @Nullable [] bucket = page[slot & (PAGE - 1)];
        int length = bucket == null ? 0 : bucket.length;
        int at = 0;
        while (at < length && !key.equals(Objects.requireNonNull(bucket)[at])) {
            at += 2;
        }
        @Nullable Object[] changed = new Object[Math.max(length, at + 2)];
        if (bucket != null) {
            System.arraycopy(bucket, 0, changed, 0, length);
        }
        changed[at] = key;
        changed[at + 1] = value;
        page[slot & (PAGE - 1)] = changed;
        return at == length;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }
}
