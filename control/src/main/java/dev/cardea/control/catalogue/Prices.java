package dev.cardea.control.catalogue;

import dev.cardea.model.Cost;
import dev.cardea.model.TargetPrice;
import dev.cardea.model.Usage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a model costs: millionths of a US dollar per million tokens. What isn't known is absent, and
/// a call that needs it has no known cost, rather than none.
///
/// @param reasoning for reasoning tokens; absent: the same as output
/// @param batch for calls that are handed in as a batch and answered within a day
/// @param tiers other prices for calls with a longer input, which hold for all of it; shortest first
public record Prices(
        OptionalLong input,
        OptionalLong output,
        OptionalLong cacheRead,
        OptionalLong cacheWrite,
        OptionalLong reasoning,
        Batch batch,
        List<Tier> tiers) {
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

    /// Prices above an input length.
    ///
    /// @param from so many tokens of input are still cheaper, one more isn't
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

    /// What a call with this usage costs, rounded up to a billionth of a dollar; unknown when a price
    /// that it needs is.
    public Cost cost(Usage usage) {
        Prices at = at(usage.input());
        Bill bill = new Bill();
        bill.add(usage.input() - usage.cachedInput() - usage.cacheWrite(), at.input, "input_price");
        bill.add(usage.cachedInput(), at.cacheRead, "cache_read_price");
        bill.add(usage.cacheWrite(), at.cacheWrite, "cache_write_price");
        bill.add(usage.output() - usage.reasoning(), at.output, "output_price");
        bill.add(usage.reasoning(), either(at.reasoning, at.output), "output_price");
        return bill.cost(usage.estimated());
    }

    /// A cost while it is added up, in millionths of a millionth of a dollar.
    private static final class Bill {
        private static final BigInteger PER_NANO = BigInteger.valueOf(1_000);
        private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

        private final List<String> missing = new ArrayList<>(0);
        private BigInteger sum = BigInteger.ZERO;

        void add(long tokens, OptionalLong price, String name) {
            if (tokens <= 0) {
                return;
            }
            if (price.isPresent()) {
                sum =
                        sum.add(
                                BigInteger.valueOf(tokens)
                                        .multiply(BigInteger.valueOf(price.getAsLong())));
            } else if (!missing.contains(name)) {
                missing.add(name);
            }
        }

        Cost cost(boolean estimated) {
            if (!missing.isEmpty()) {
                return Cost.unknown(missing, estimated);
            }
            BigInteger[] whole = sum.divideAndRemainder(PER_NANO);
            BigInteger up = whole[1].signum() == 0 ? whole[0] : whole[0].add(BigInteger.ONE);
            return Cost.of(up.min(MOST).longValueExact(), estimated);
        }
    }

    private Prices at(long inputTokens) {
        Prices at = this;
        for (Tier tier : tiers) {
            if (inputTokens > tier.from) {
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
