package dev.cardea.control;

import dev.cardea.model.Dialect;
import dev.cardea.model.SecretForms;
import dev.cardea.model.SecretText;

/// Checks of secrets that are handed in.
final class Secrets {
    private Secrets() {}

    /// The secret without the blanks and line ends around it, fit for a provider of this dialect.
    static SecretText clean(SecretText secret, Dialect dialect, SecretForms forms) {
        String text = secret.reveal().strip();
        if (text.isEmpty() || text.length() > 8192) {
            throw new ControlFailure.Invalid(
                    "/secret", "a secret has 1 to 8192 characters, found " + text.length());
        }
        SecretText clean = new SecretText(text);
        forms.fault(dialect, clean)
                .ifPresent(fault -> {
                    throw new ControlFailure.Invalid("/secret", fault);
                });
        return clean;
    }
}
