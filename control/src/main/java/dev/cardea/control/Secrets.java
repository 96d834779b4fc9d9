package dev.cardea.control;

import dev.cardea.model.SecretText;

/// Checks of secrets that are handed in. Their shape is the provider's business; that they survive in
/// a header field is ours.
final class Secrets {
    private Secrets() {}

    /// The secret without the blanks and line ends around it.
    static SecretText clean(SecretText secret) {
        String text = secret.reveal().strip();
        if (text.isEmpty() || text.length() > 8192) {
            throw new ControlFailure.Invalid(
                    "/secret", "a secret has 1 to 8192 characters, found " + text.length());
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7e) {
                throw new ControlFailure.Invalid(
                        "/secret",
                        "character %d of the secret can't be sent in a header field"
                                .formatted(i + 1));
            }
        }
        return new SecretText(text);
    }
}
