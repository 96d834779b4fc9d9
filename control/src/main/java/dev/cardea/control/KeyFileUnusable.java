package dev.cardea.control;

import org.jspecify.annotations.Nullable;

/// The key-encryption key can't be had from its file; the message says why in one sentence.
public final class KeyFileUnusable extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeyFileUnusable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
