package dev.cardea.model;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/// Digits, upper-case and lower-case letters as the digits of a number system: the alphabet of ids
/// and keys. ASCII order, so that texts of equal length sort as their numbers do.
public final class Base62 {
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < DIGITS.length(); i++) {
            VALUES[DIGITS.charAt(i)] = (byte) i;
        }
    }

    private Base62() {}

    /// Whether the character is one of the 62.
    public static boolean isDigit(char c) {
        return c < 128 && VALUES[c] >= 0;
    }

    /// The value of a digit, 0 to 61, or -1 for any other character.
    public static int valueOf(char c) {
        return c < 128 ? VALUES[c] : -1;
    }

    /// The digit with the value `value`, 0 to 61.
    public static char digit(int value) {
        return DIGITS.charAt(value);
    }

    /// `length` digits, each drawn evenly.
    public static String random(SecureRandom random, int length) {
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = DIGITS.charAt(random.nextInt(DIGITS.length()));
        }
        return new String(text);
    }

    /// The unsigned number in exactly `length` digits, zeros in front; what doesn't fit is cut off at
    /// the front.
    public static String encode(long number, int length) {
        byte[] text = new byte[length];
        long rest = number;
        int last = length - 1;
        if (number < 0 && length > 0) {
            text[last--] = (byte) DIGITS.charAt((int) Long.remainderUnsigned(rest, 62));
            rest = Long.divideUnsigned(rest, 62);
        }
        // Signed division by a constant is a multiplication; every call makes two ids' worth of
        // digits.
        for (int i = last; i >= 0; i--) {
            long quotient = rest / 62;
            text[i] = (byte) DIGITS.charAt((int) (rest - quotient * 62));
            rest = quotient;
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /// The number that [#encode] wrote; characters outside the alphabet make it fail.
    ///
    /// @throws IllegalArgumentException naming the position of the first other character
    public static long decode(String text) {
        return decode(text, 0, text.length());
    }

    /// The number that a part of a text stands for.
    ///
    /// @throws IllegalArgumentException naming the position of the first other character
    public static long decode(String text, int from, int until) {
        long number = 0;
        for (int i = from; i < until; i++) {
            int value = valueOf(text.charAt(i));
            if (value < 0) {
                throw new IllegalArgumentException(
                        "character %d is not a letter or digit".formatted(i + 1));
            }
            number = number * 62 + value;
        }
        return number;
    }
}
