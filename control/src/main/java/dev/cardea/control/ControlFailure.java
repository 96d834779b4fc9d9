package dev.cardea.control;

import dev.cardea.model.Id;

/// Why the control plane didn't do what it was asked to. The message is one sentence for the
/// administrator who asked; it never holds a secret. What the store itself refuses is a
/// [dev.cardea.storage.StoreException].
public abstract sealed class ControlFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ControlFailure(String message) {
        super(message);
    }

    /// There is no such record, or it belongs to somebody else: both look the same.
    public static final class NotFound extends ControlFailure {
        private static final long serialVersionUID = 1;

        public NotFound(String what) {
            super("there is no " + what);
        }

        public NotFound(Id id) {
            super("there is no record " + id);
        }
    }

    /// A value that was sent can't be taken.
    public static final class Invalid extends ControlFailure {
        private static final long serialVersionUID = 1;
        private final String pointer;

        /// @param pointer where the value is in what was sent, as a JSON pointer (RFC 6901)
        public Invalid(String pointer, String message) {
            super(message);
            this.pointer = pointer;
        }

        public String pointer() {
            return pointer;
        }
    }

    /// The record's state doesn't allow it.
    public static final class WrongState extends ControlFailure {
        private static final long serialVersionUID = 1;
        private final String fix;

        /// @param fix what to do instead, as an instruction
        public WrongState(String message, String fix) {
            super(message);
            this.fix = fix;
        }

        public String fix() {
            return fix;
        }
    }

    /// Configuration declares the record, so only configuration changes it.
    public static final class Declared extends ControlFailure {
        private static final long serialVersionUID = 1;
        private final String where;

        /// @param where file and line, or the environment variable
        public Declared(Id id, String where) {
            super("%s is declared in %s and can only be changed there".formatted(id, where));
            this.where = where;
        }

        public String where() {
            return where;
        }
    }

    /// The provider doesn't take a credential that was handed in.
    public static final class CredentialRefused extends ControlFailure {
        private static final long serialVersionUID = 1;
        private final String fix;

        /// @param said by the provider, redacted
        public CredentialRefused(String code, String said, String fix) {
            super("the provider refuses it: %s: %s".formatted(code, said));
            this.fix = fix;
        }

        public String fix() {
            return fix;
        }
    }

    /// The key that asks may not do this.
    public static final class NotEntitled extends ControlFailure {
        private static final long serialVersionUID = 1;
        private final String scope;

        /// @param scope what the key would need
        public NotEntitled(String scope) {
            super("this needs a management key with the scope " + scope);
            this.scope = scope;
        }

        public String scope() {
            return scope;
        }
    }

    /// An idempotency key comes back with another request.
    public static final class RepeatDiffers extends ControlFailure {
        private static final long serialVersionUID = 1;

        public RepeatDiffers() {
            super("this idempotency key was used for another request");
        }
    }
}
