package dev.cardea.control;

import dev.cardea.model.CredentialId;

/// A sealed secret doesn't open: it was sealed under another key-encryption key, belongs to another
/// credential, or was altered.
public final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1;

    SealBroken(CredentialId id) {
        super(
                "the secret of %s doesn't open: it was sealed under another key-encryption key, or altered"
                        .formatted(id));
    }
}
