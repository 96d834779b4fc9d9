package dev.cardea.storage;

import dev.cardea.model.Id;
import org.jspecify.annotations.Nullable;

/// Why a store didn't do what it was asked to. The message is one sentence for whoever operates or
/// administers the gateway, and never holds a secret or a hash.
public abstract sealed class StoreException extends RuntimeException {
    private StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The store can't be reached just now: gone, locked, or cut off. Trying again may help.
    public static final class Unavailable extends StoreException {
        public Unavailable(String message) {
            super(message, null);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// What is stored can't be read, or isn't what was written.
    public static final class Corrupt extends StoreException {
        public Corrupt(String message) {
            super(message, null);
        }

        public Corrupt(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// The store is sound, but not for this version of the gateway or not for this key-encryption
    /// key.
    public static final class Incompatible extends StoreException {
        public Incompatible(String message) {
            super(message, null);
        }

        public Incompatible(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Somebody else changed the record since it was read.
    public static final class Conflict extends StoreException {
        private final transient Id id;
        private final long expected;
        private final long found;

        public Conflict(Id id, long expected, long found) {
            super("%s is at %s, expected %s".formatted(id, words(found), words(expected)), null);
            this.id = id;
            this.expected = expected;
            this.found = found;
        }

        public Id id() {
            return id;
        }

        /// The revision that the writer had read, 0 for none.
        public long expected() {
            return expected;
        }

        /// The revision that is stored, 0 for none.
        public long found() {
            return found;
        }

        private static String words(long revision) {
            return revision == 0 ? "no revision (absent)" : "revision " + revision;
        }
    }

    /// A name, a key's hash or an idempotency key is taken.
    public static final class AlreadyExists extends StoreException {
        private final String what;
        private final String holder;

        /// @param what is taken, such as `team name 'core'`
        /// @param holder the id that has it
        public AlreadyExists(String what, String holder) {
            super("%s is taken by %s".formatted(what, holder), null);
            this.what = what;
            this.holder = holder;
        }

        /// What is taken.
        public String what() {
            return what;
        }

        /// The id of the record that has it, or the actor whose idempotency key it is.
        public String holder() {
            return holder;
        }
    }

    /// A record points at one that doesn't exist.
    public static final class UnknownReference extends StoreException {
        private final transient Id from;
        private final transient Id to;

        public UnknownReference(Id from, Id to) {
            super("%s refers to %s, which doesn't exist".formatted(from, to), null);
            this.from = from;
            this.to = to;
        }

        public Id from() {
            return from;
        }

        public Id to() {
            return to;
        }
    }
}
