package dev.cardea.control.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What an operator knows better of a model than any catalogue. What is absent stays as the
/// catalogue has it.
///
/// @param provider its name in this installation, known to the catalogue or not
/// @param prices absent ones stay; one that is given ends the catalogue's prices by input length
/// @param successor the model to call in its place once it is retired
public record CatalogueOverride(
        String provider,
        String model,
        OptionalInt context,
        OptionalInt largestOutput,
        Optional<List<String>> inputs,
        Optional<Boolean> reasons,
        Prices prices,
        Optional<Boolean> deprecated,
        Optional<LocalDate> retired,
        Optional<String> successor) {

    CatalogueModel over(CatalogueModel known) {
        return new CatalogueModel(
                provider,
                model,
                context.isPresent() ? context : known.context(),
                largestOutput.isPresent() ? largestOutput : known.largestOutput(),
                inputs.orElse(known.inputs()),
                reasons.or(known::reasons),
                over(known.prices()),
                deprecated.orElse(known.deprecated()),
                retired.or(known::retired));
    }

    private Prices over(Prices known) {
        return prices.equals(Prices.UNKNOWN)
                ? known
                : new Prices(
                        either(prices.input(), known.input()),
                        either(prices.output(), known.output()),
                        either(prices.cacheRead(), known.cacheRead()),
                        either(prices.cacheWrite(), known.cacheWrite()),
                        either(prices.reasoning(), known.reasoning()),
                        new Prices.Batch(
                                either(prices.batch().input(), known.batch().input()),
                                either(prices.batch().output(), known.batch().output())),
                        List.of());
    }

    private static OptionalLong either(OptionalLong first, OptionalLong second) {
        return first.isPresent() ? first : second;
    }
}
