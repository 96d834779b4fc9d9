package dev.cardea.relay.http;

import org.jspecify.annotations.Nullable;

/// What made a message unreadable. Nothing after it is parsed; an answer may still be written, and
/// the connection closes behind it.
///
/// @param detail where and what was expected, in words of the gateway's own: nothing that was sent
/// @param field the field it was found in; [Known#OTHER] when in none, or in one that isn't known
/// @param offset in the head, from its first byte
/// @param partial method, target and the fields before the violation, when the first line could be
///     read; its body is never delivered
public record Violation(
        Kind kind, String detail, Known field, int offset, @Nullable RequestHead partial) {

    /// What a violation is answered with.
    public enum Kind {
        MALFORMED(400),
        /// A control character in the value of a field.
        CONTROL_CHARACTER(400),
        HEAD_TIMEOUT(408),
        TARGET_TOO_LONG(414),
        HEAD_TOO_LARGE(431);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }
}
