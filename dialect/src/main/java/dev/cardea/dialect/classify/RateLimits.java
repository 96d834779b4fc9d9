package dev.cardea.dialect.classify;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What the rate headers of a good answer tell: `x-ratelimit-remaining-tokens` and its like, with the
/// field of the same name that has `reset` in place of `remaining`.
public final class RateLimits {
    private RateLimits() {}

    /// A limit of which nothing is left.
    ///
    /// @param field that says so
    /// @param rest until there is something again
    public record UsedUp(String field, Duration rest) {}

    /// The one of those used up that is renewed last; empty when something is left of all, or nothing
    /// tells when it is renewed.
    public static Optional<UsedUp> usedUp(UpstreamAnswer answer) {
        Optional<UsedUp> last = Optional.empty();
        for (Map.Entry<String, String> field : answer.headers().entrySet()) {
            String name = field.getKey();
            if (!name.contains("ratelimit")
                    || !name.contains("remaining")
                    || !field.getValue().strip().equals("0")) {
                continue;
            }
            String value = answer.header(name.replace("remaining", "reset")).strip();
            Optional<Duration> wait =
                    RetryHints.reset(value, answer.at())
                            .filter(it -> it.isPositive())
                            .map(it ->
                                    it.compareTo(RetryHints.LONGEST) > 0 ? RetryHints.LONGEST : it);
            if (wait.isPresent()
                    && last.filter(it -> it.rest().compareTo(wait.get()) >= 0).isEmpty()) {
                last = Optional.of(new UsedUp(name, wait.get()));
            }
        }
        return last;
    }
}
