package dev.cardea.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// The end of a model's service at a provider.
///
/// @param since the day, in UTC, from which on it isn't served
/// @param successor the model that the operator names in its place
public record Retirement(LocalDate since, Optional<String> successor) {

    /// Whether that day has come.
    public boolean begun(Instant now) {
        return !now.isBefore(since.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
