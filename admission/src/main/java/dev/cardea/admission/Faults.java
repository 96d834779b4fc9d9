package dev.cardea.admission;

import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Reasons;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// Makes faults: a code of the catalogue with the words that its sentence needs.
final class Faults {
    private Faults() {}

    static Fault of(String code) {
        return Fault.of(Reasons.of(code));
    }

    static Fault of(String code, String word, String value) {
        return new Fault(Reasons.of(code), Map.of(word, value));
    }

    /// The position of a character as people count, from 1.
    static Fault at(String code, int position) {
        return of(code, "position", Integer.toString(position));
    }

    /// A moment as RFC 3339 in UTC, whole seconds.
    static String time(long epochMicros) {
        return time(Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS));
    }

    /// A moment as RFC 3339 in UTC, whole seconds.
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
