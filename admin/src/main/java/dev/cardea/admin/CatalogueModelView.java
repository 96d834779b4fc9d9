package dev.cardea.admin;

import dev.cardea.control.catalogue.CatalogueModel;
import dev.cardea.control.catalogue.Prices;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A model of the catalogue. What isn't known is absent.
///
/// @param context how many tokens fit in, input and output together
/// @param inputs kinds of input; empty when unknown
/// @param retired the day from which on it isn't served any more
record CatalogueModelView(
        String provider,
        String model,
        Optional<Integer> context,
        Optional<Integer> largestOutput,
        List<String> inputs,
        Optional<Boolean> reasoning,
        PricesView prices,
        boolean deprecated,
        Optional<String> retired) {

    /// Millionths of a US dollar per million tokens.
    ///
    /// @param batchInput in a batch
    /// @param batchOutput in a batch
    /// @param tiers other prices for calls with a longer input
    record PricesView(
            Optional<Long> input,
            Optional<Long> output,
            Optional<Long> cacheRead,
            Optional<Long> cacheWrite,
            Optional<Long> reasoning,
            Optional<Long> batchInput,
            Optional<Long> batchOutput,
            List<TierView> tiers) {}

    /// @param from holds for inputs with more tokens than these
    record TierView(
            long from,
            Optional<Long> input,
            Optional<Long> output,
            Optional<Long> cacheRead,
            Optional<Long> cacheWrite) {
        static TierView of(Prices.Tier it) {
            return new TierView(
                    it.from(),
                    known(it.input()),
                    known(it.output()),
                    known(it.cacheRead()),
                    known(it.cacheWrite()));
        }
    }

    static CatalogueModelView of(CatalogueModel it) {
        Prices prices = it.prices();
        return new CatalogueModelView(
                it.provider(),
                it.name(),
                known(it.context()),
                known(it.largestOutput()),
                it.inputs(),
                it.reasons(),
                new PricesView(
                        known(prices.input()),
                        known(prices.output()),
                        known(prices.cacheRead()),
                        known(prices.cacheWrite()),
                        known(prices.reasoning()),
                        known(prices.batch().input()),
                        known(prices.batch().output()),
                        prices.tiers().stream().map(TierView::of).toList()),
                it.deprecated(),
                it.retired().map(LocalDate::toString));
    }

    private static Optional<Integer> known(OptionalInt it) {
        return it.isPresent() ? Optional.of(it.getAsInt()) : Optional.empty();
    }

    private static Optional<Long> known(OptionalLong it) {
        return it.isPresent() ? Optional.of(it.getAsLong()) : Optional.empty();
    }
}
