package dev.cardea.control.catalogue;

import dev.cardea.model.MicroUsd;
import dev.cardea.model.TargetPrice;
import dev.cardea.model.Usage;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a model costs: millionths of a US dollar per million tokens. What isn't known is absent, and
/// a call that needs it has no known cost, rather than none.
///
/// @param reasoning for reasoning tokens; absent: the same as output
/// @param batch for calls that are handed in as a batch and answered within a day
/// @param tiers other prices for calls whose input is at least so long, shortest first
public record Prices(
        OptionalLong input,
        OptionalLong output,
        OptionalLong cacheRead,
        OptionalLong cacheWrite,
        OptionalLong reasoning,
        Batch batch,
        List<Tier> tiers) {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    /// Nothing is known.
    public static final Prices UNKNOWN =
            new Prices(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Batch.UNKNOWN,
                    List.of());

    public Prices {
        tiers = List.copyOf(tiers);
    }

    /// Prices from an input length on.
    ///
    /// @param from tokens of input
    public record Tier(
            long from,
            OptionalLong input,
            OptionalLong output,
            OptionalLong cacheRead,
            OptionalLong cacheWrite) {}

    /// Prices in a batch.
    public record Batch(OptionalLong input, OptionalLong output) {
        /// Neither is known.
        public static final Batch UNKNOWN = new Batch(OptionalLong.empty(), OptionalLong.empty());
    }

    /// The two that targets are compared by; empty unless both are known.
    public Optional<TargetPrice> plain() {
        return input.isPresent() && output.isPresent()
                ? Optional.of(new TargetPrice(input.getAsLong(), output.getAsLong()))
                : Optional.empty();
    }

    /// What a call with this usage costs, rounded up to a millionth of a dollar; empty when a price
    /// that it needs is unknown. A cache price that is unknown is the input's.
    public Optional<MicroUsd> cost(Usage usage) {
        Prices at = at(usage.input());
        long plain = Math.max(0, usage.input() - usage.cachedInput() - usage.cacheWrite());
        long spoken = Math.max(0, usage.output() - usage.reasoning());
        BigInteger sum = BigInteger.ZERO;
        long[] counts = {plain, usage.cachedInput(), usage.cacheWrite(), spoken, usage.reasoning()};
        List<OptionalLong> prices =
                List.of(
                        at.input,
                        either(at.cacheRead, at.input),
                        either(at.cacheWrite, at.input),
                        at.output,
                        either(at.reasoning, at.output));
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                continue;
            }
            if (prices.get(i).isEmpty()) {
                return Optional.empty();
            }
            sum =
                    sum.add(
                            BigInteger.valueOf(counts[i])
                                    .multiply(BigInteger.valueOf(prices.get(i).getAsLong())));
        }
        BigInteger[] whole = sum.divideAndRemainder(MILLION);
        return Optional.of(
                new MicroUsd(whole[0].longValueExact() + (whole[1].signum() == 0 ? 0 : 1)));
    }

    private Prices at(long inputTokens) {
        Prices at = this;
        for (Tier tier : tiers) {
            if (inputTokens >= tier.from) {
                at =
                        new Prices(
                                either(tier.input, input),
                                either(tier.output, output),
                                either(tier.cacheRead, cacheRead),
                                either(tier.cacheWrite, cacheWrite),
                                reasoning,
                                batch,
                                List.of());
            }
        }
        return at;
    }

    private static OptionalLong either(OptionalLong first, OptionalLong second) {
        return first.isPresent() ? first : second;
    }
}
