package dev.cardea.relay;

import dev.cardea.dialect.classify.RateLimits;
import dev.cardea.dialect.classify.UpstreamAnswer;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.Target;
import dev.cardea.model.UpstreamFault;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.ResponseHead;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a provider's good answers tell of its limits: a credential that has used one up rests until it
/// is renewed, so that the next call isn't refused first.
final class RateFields {
    private static final long REMAINING =
            Known.bits(
                    Known.X_RATELIMIT_REMAINING_REQUESTS,
                    Known.X_RATELIMIT_REMAINING_TOKENS,
                    Known.ANTHROPIC_RATELIMIT_REQUESTS_REMAINING,
                    Known.ANTHROPIC_RATELIMIT_TOKENS_REMAINING,
                    Known.ANTHROPIC_RATELIMIT_INPUT_TOKENS_REMAINING,
                    Known.ANTHROPIC_RATELIMIT_OUTPUT_TOKENS_REMAINING);

    private static final Reason RATE_LIMITED = Reasons.of("UPSTREAM_RATE_LIMITED");

    private RateFields() {}

    /// Present when nothing is left of a limit, and the answer tells when there will be again.
    static Optional<UpstreamFault> usedUp(Target target, ResponseHead head) {
        Fields fields = head.fields();
        if (!fields.hasAny(REMAINING)) {
            return Optional.empty();
        }
        for (int i = 0; i < fields.size(); i++) {
            boolean remaining =
                    fields.known(i) != Known.OTHER && (REMAINING & fields.known(i).bit()) != 0;
            if (remaining && fields.valueIs(i, "0")) {
                return until(target, head);
            }
        }
        return Optional.empty();
    }

    private static Optional<UpstreamFault> until(Target target, ResponseHead head) {
        Fields fields = head.fields();
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            values.putIfAbsent(fields.name(i).toLowerCase(Locale.ROOT), fields.value(i));
        }
        Instant now = Instant.now();
        return RateLimits.usedUp(
                        new UpstreamAnswer(
                                target.provider().name(),
                                target.provider().dialect(),
                                head.status(),
                                values,
                                new byte[0],
                                now))
                .map(used ->
                        new UpstreamFault(
                                now,
                                RATE_LIMITED,
                                false,
                                Optional.of(used.rest()),
                                head.status(),
                                "rate-headers",
                                "nothing is left of the limit: " + used.field(),
                                "",
                                target.model()));
    }
}
