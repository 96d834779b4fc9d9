package dev.cardea.control.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A model as one provider serves it.
///
/// @param context how many tokens fit in, input and output together
/// @param largestOutput how many tokens an answer may have
/// @param inputs kinds of input such as `text` and `image`; empty when unknown
/// @param reasons whether it thinks before it answers; empty when unknown
/// @param deprecated whether the provider advises against it
/// @param retired the day from which on the provider serves it no more
public record CatalogueModel(
        String provider,
        String name,
        OptionalInt context,
        OptionalInt largestOutput,
        List<String> inputs,
        Optional<Boolean> reasons,
        Prices prices,
        boolean deprecated,
        Optional<LocalDate> retired) {
    public CatalogueModel {
        inputs = List.copyOf(inputs);
    }

    /// One of which nothing is known but its name.
    static CatalogueModel unknown(String provider, String name) {
        return new CatalogueModel(
                provider,
                name,
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                Optional.empty(),
                Prices.UNKNOWN,
                false,
                Optional.empty());
    }

    /// Whether the provider serves it no more on a day.
    public boolean retiredOn(LocalDate day) {
        return retired.filter(it -> !it.isAfter(day)).isPresent();
    }
}
