package dev.cardea.storage.sql;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times as the database has them: epoch microseconds.
final class Micros {
    private Micros() {}

    static long of(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
