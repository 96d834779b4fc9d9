package dev.cardea.model;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/// What a key's text says about itself: `cda_<environment>_<type>_<keyId>_<secret>_<crc6>`.
///
/// The key id in it (16 base62 characters, the first three the tag of the installation) is public,
/// the secret is 43 base62 characters (256 bits), and the last six are the base62 CRC-32 of
/// everything before the last underscore. So a typo, a cut, a wrong environment or type are told
/// apart without a look-up. Holds no secret.
public record KeyText(Environment environment, KeyType type, KeyId id) {
    public static final String PREFIX = "cda_";
    public static final int ID_LENGTH = 16;
    public static final int TAG_LENGTH = 3;
    public static final int SECRET_LENGTH = 43;
    public static final int CHECK_LENGTH = 6;

    /// A fresh credential text for this key; shown once, and kept only as its hash.
    public String issue(SecureRandom random) {
        String body =
                PREFIX
                        + environment.name()
                        + '_'
                        + type.marker()
                        + '_'
                        + id.value().substring(KeyId.PREFIX.length())
                        + '_'
                        + Base62.random(random, SECRET_LENGTH);
        return body + '_' + check(body);
    }

    /// A new key id that carries the tag of this installation.
    public static KeyId newId(String tag, SecureRandom random) {
        if (tag.length() != TAG_LENGTH) {
            throw new IllegalArgumentException(
                    "an installation tag has %d characters, found '%s'".formatted(TAG_LENGTH, tag));
        }
        return new KeyId(KeyId.PREFIX + tag + Base62.random(random, ID_LENGTH - TAG_LENGTH));
    }

    /// The tag of the installation that issued the key.
    public String tag() {
        return id.value().substring(KeyId.PREFIX.length(), KeyId.PREFIX.length() + TAG_LENGTH);
    }

    /// Reads a text whose shape and check digits are right; anything else is empty, and why is for
    /// others to find out.
    public static Optional<KeyText> parse(String text) {
        int end = text.length() - CHECK_LENGTH - 1;
        int secret = end - SECRET_LENGTH - 1;
        int id = secret - ID_LENGTH - 1;
        if (id < PREFIX.length() + 4
                || !text.startsWith(PREFIX)
                || text.charAt(end) != '_'
                || text.charAt(secret) != '_'
                || text.charAt(id) != '_') {
            return Optional.empty();
        }
        int marker = text.lastIndexOf('_', id - 1);
        Optional<KeyType> type = KeyType.ofMarker(text.substring(marker + 1, id));
        if (type.isEmpty()
                || marker <= PREFIX.length()
                || !isDigits(text, id + 1, secret)
                || !isDigits(text, secret + 1, end)
                || !text.startsWith(check(text.substring(0, end)), end + 1)) {
            return Optional.empty();
        }
        String environment = text.substring(PREFIX.length(), marker);
        for (int i = 0; i < environment.length(); i++) {
            if (environment.charAt(i) < 'a' || environment.charAt(i) > 'z') {
                return Optional.empty();
            }
        }
        if (environment.length() > 16) {
            return Optional.empty();
        }
        return Optional.of(
                new KeyText(
                        environment.equals("live")
                                ? Environment.LIVE
                                : new Environment(environment),
                        type.get(),
                        new KeyId(KeyId.PREFIX + text.substring(id + 1, secret))));
    }

    /// The six check digits of everything before the last underscore.
    public static String check(String body) {
        CRC32 crc = new CRC32();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        crc.update(bytes, 0, bytes.length);
        return Base62.encode(crc.getValue(), CHECK_LENGTH);
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Base62.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
