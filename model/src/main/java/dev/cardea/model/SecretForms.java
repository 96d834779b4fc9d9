package dev.cardea.model;

import java.util.Optional;

/// Says whether a provider's secret has a form that its dialect authenticates with: a key, an AWS
/// access key, a Google service account, an Entra application.
@FunctionalInterface
public interface SecretForms {
    /// Of secrets that are sent in a header field as they are: printable ASCII.
    SecretForms PLAIN = (_, secret) -> unsendable(secret.reveal());

    /// What is wrong with it, in one sentence that shows nothing of it; empty when it will do.
    Optional<String> fault(Dialect dialect, SecretText secret);

    private static Optional<String> unsendable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7e) {
                return Optional.of(
                        "character %d of the secret can't be sent in a header field"
                                .formatted(i + 1));
            }
        }
        return Optional.empty();
    }
}
