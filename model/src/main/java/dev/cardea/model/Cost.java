package dev.cardea.model;

import java.util.List;
import java.util.Optional;

/// What a call costs by the prices that were known when it was written down.
///
/// @param nanoUsd billionths of a US dollar; empty when something that it needs is unknown
/// @param missing what is unknown: prices by the names that the configuration has for them
///     (`input_price`, `output_price`, `cache_read_price`, `cache_write_price`), `usage` where the
///     provider didn't tell what it will bill, `not_recorded` for calls that were kept before costs
///     were; empty when the cost is known
/// @param estimated whether it rests on tokens that Cardea counted for itself
public record Cost(Optional<Long> nanoUsd, List<String> missing, boolean estimated) {
    /// Nobody was asked for anything that costs.
    public static final Cost NONE = new Cost(Optional.of(0L), List.of(), false);

    /// Of calls that were kept before costs were.
    public static final Cost NOT_RECORDED =
            new Cost(Optional.empty(), List.of("not_recorded"), false);

    public Cost {
        missing = List.copyOf(missing);
        if (nanoUsd.isPresent() != missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "a cost is known or says what is missing, found %s and %s"
                            .formatted(nanoUsd, missing));
        }
        if (nanoUsd.isPresent() && nanoUsd.get() < 0) {
            throw new IllegalArgumentException("a cost must be 0 or more, found " + nanoUsd.get());
        }
    }

    /// A known one.
    public static Cost of(long nanoUsd, boolean estimated) {
        return new Cost(Optional.of(nanoUsd), List.of(), estimated);
    }

    /// An unknown one.
    public static Cost unknown(List<String> missing, boolean estimated) {
        return new Cost(Optional.empty(), missing, estimated);
    }
}
