package dev.cardea.calllog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// Times as microseconds since the epoch, the unit that the log keeps.
final class Micros {
    static final long PER_DAY = 86_400_000_000L;

    private Micros() {}

    static long of(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /// The day since the epoch that this time is in, in UTC.
    static long day(long micros) {
        return Math.floorDiv(micros, PER_DAY);
    }

    static LocalDate date(long micros) {
        return LocalDate.ofEpochDay(day(micros));
    }
}
