package dev.cardea.upstreamauth;

import dev.cardea.model.CredentialId;
import dev.cardea.model.UpstreamFault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// Failures of a provider's credentials in a row, without an answer in between: where several fail
/// alike at once, it is the provider rather than each of them. Immutable.
///
/// That is believed for two minutes; what fails longer than that is taken for what it says.
///
/// @param since of the first
/// @param latest of the last
/// @param marked credentials that something spoke against
/// @param outages failures of the provider as a whole
record Commotion(Instant since, Instant latest, Set<CredentialId> marked, int outages) {
    /// Nothing failed since the last answer.
    static final Commotion NONE = new Commotion(Instant.EPOCH, Instant.EPOCH, Set.of(), 0);

    private static final Duration BELIEVED = Duration.ofMinutes(2);
    private static final Duration IN_A_ROW = Duration.ofMinutes(1);
    private static final int CREDENTIALS = 2;
    private static final int OUTAGES = 3;

    Commotion {
        marked = Set.copyOf(marked);
    }

    Commotion with(CredentialId credential, UpstreamFault fault) {
        if (!fault.marks() && !fault.isOutage()) {
            return this;
        }
        boolean first = fault.at().isAfter(latest.plus(IN_A_ROW));
        Set<CredentialId> all = new HashSet<>(first ? Set.of() : marked);
        if (fault.marks()) {
            all.add(credential);
        }
        return new Commotion(
                first ? fault.at() : since,
                fault.at(),
                all,
                (first ? 0 : outages) + (fault.isOutage() ? 1 : 0));
    }

    /// Whether the provider as a whole is in trouble, as far as this tells.
    boolean isIncident(Instant now) {
        return now.isBefore(since.plus(BELIEVED))
                && (marked.size() >= CREDENTIALS || outages >= OUTAGES);
    }
}
