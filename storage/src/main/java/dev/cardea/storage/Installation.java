package dev.cardea.storage;

import dev.cardea.model.Base62;
import dev.cardea.model.KeyText;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What tells this installation apart from others; written once, at its first start.
///
/// @param tag three base62 characters that key ids of this installation start with
/// @param createdAt whole microseconds
/// @param macKeyId names the key that rows are authenticated with, see [RowMac#keyId]
public record Installation(String tag, Instant createdAt, String macKeyId) {
    public Installation {
        if (tag.length() != KeyText.TAG_LENGTH || !tag.chars().allMatch(c -> isDigit(c))) {
            throw new IllegalArgumentException(
                    "an installation tag has %d letters or digits, found '%s'"
                            .formatted(KeyText.TAG_LENGTH, tag));
        }
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    }

    /// A new installation with a random tag.
    public static Installation create(SecureRandom random, Instant createdAt, RowMac mac) {
        return new Installation(Base62.random(random, KeyText.TAG_LENGTH), createdAt, mac.keyId());
    }

    private static boolean isDigit(int c) {
        return c < 128 && Base62.isDigit((char) c);
    }
}
