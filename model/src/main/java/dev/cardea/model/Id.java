package dev.cardea.model;

import java.security.SecureRandom;

/// Names one record of the control plane. Text with a prefix that tells the kind, so that an id in a
/// log line or a support mail says what it is.
public sealed interface Id
        permits OrganizationId,
                TeamId,
                ApplicationId,
                OwnerId,
                KeyId,
                ProviderId,
                CredentialId,
                RouteId {
    /// The whole id, prefix included.
    String value();

    /// Refuses a text that isn't `prefix` followed by 1 to 64 letters, digits, dots or dashes.
    ///
    /// @throws IllegalArgumentException naming what was found and expected
    static void check(String prefix, String value) {
        boolean fits =
                value.startsWith(prefix)
                        && value.length() > prefix.length()
                        && value.length() <= prefix.length() + 64;
        for (int i = prefix.length(); fits && i < value.length(); i++) {
            char c = value.charAt(i);
            fits = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '.');
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "id '%s' is not '%s' followed by 1 to 64 letters, digits, dots or dashes"
                            .formatted(value, prefix));
        }
    }

    /// Sixteen random base62 characters (95 bits): what follows the prefix of a new id.
    static String random(SecureRandom random) {
        return Base62.random(random, 16);
    }
}
