package dev.cardea.server.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes and times as people write them.
final class Units {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,15}) ?([a-z]*)");

    private static final long MOST_MICROS = 1_000_000_000_000L;

    private Units() {}

    static Optional<Long> bytes(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "", "b" -> Optional.of(number);
            case "k", "kb", "kib" -> Optional.of(number << 10);
            case "m", "mb", "mib" -> Optional.of(number << 20);
            case "g", "gb", "gib" -> Optional.of(number << 30);
            default -> Optional.empty();
        };
    }

    /// US dollars, in millionths.
    static Optional<Long> microUsd(String text) {
        try {
            long micros = new BigDecimal(text).movePointRight(6).longValueExact();
            return micros < 0 || micros > MOST_MICROS ? Optional.empty() : Optional.of(micros);
        } catch (ArithmeticException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    static Optional<Duration> duration(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Optional.of(Duration.ofMillis(number));
            case "s" -> Optional.of(Duration.ofSeconds(number));
            case "m" -> Optional.of(Duration.ofMinutes(number));
            case "h" -> Optional.of(Duration.ofHours(number));
            case "d" -> Optional.of(Duration.ofDays(number));
            default -> Optional.empty();
        };
    }
}
