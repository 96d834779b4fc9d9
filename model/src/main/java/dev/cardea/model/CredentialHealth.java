package dev.cardea.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The state of a credential at a provider, with what it rests on. Immutable; each observation makes
/// the next one.
///
/// An observation is one call or one check. One that speaks against the credential makes it suspect, a
/// second one failing; an answer clears it. During an incident of the provider none counts, and
/// permission, region and model errors never do. A limit makes it cool for as long as the provider
/// says, else for a second, doubled each time up to a minute; it also shows that the provider knows
/// the credential.
///
/// @param state never DISABLED, which is the administrator's word and no observation
/// @param since when it came into this state
/// @param until when it is through with cooling
/// @param told whether the provider itself said until when
/// @param strikes observations against it since its last answer
/// @param pauses limits that it ran into since its last answer
/// @param evidence what the state rests on; empty while it is healthy
/// @param checkAt when it should be looked at without waiting for a call
public record CredentialHealth(
        CredentialState state,
        Instant since,
        Optional<Instant> until,
        boolean told,
        int strikes,
        int pauses,
        Optional<UpstreamFault> evidence,
        Optional<Instant> checkAt) {
    /// So many observations make it failing.
    public static final int STRIKES = 2;

    private static final Duration FIRST_CHECK = Duration.ofSeconds(10);
    private static final Duration LONGEST_CHECK = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /// Nothing is known.
    public static CredentialHealth fresh(Instant now) {
        return new CredentialHealth(
                CredentialState.HEALTHY,
                now,
                Optional.empty(),
                false,
                0,
                0,
                Optional.empty(),
                Optional.empty());
    }

    /// As it is now: cooling ends by itself.
    public CredentialHealth at(Instant now) {
        if (state != CredentialState.COOLING || until.isEmpty() || now.isBefore(until.get())) {
            return this;
        }
        return new CredentialHealth(
                CredentialState.HEALTHY,
                until.get(),
                Optional.empty(),
                false,
                0,
                pauses,
                Optional.empty(),
                Optional.empty());
    }

    /// A call with it was answered.
    public CredentialHealth answered(Instant now) {
        CredentialHealth current = at(now);
        if (current.state == CredentialState.HEALTHY) {
            return current.pauses == 0 ? current : fresh(current.since);
        }
        return current.state == CredentialState.COOLING ? current : fresh(now);
    }

    /// A call with it, or a check of it, failed.
    ///
    /// @param incident whether the provider as a whole is in trouble: then nothing speaks against it
    public CredentialHealth failed(UpstreamFault fault, boolean incident) {
        CredentialHealth current = at(fault.at());
        if (fault.isRate()) {
            return current.paused(fault);
        }
        if (!fault.marks() || incident) {
            return current;
        }
        int counted = current.strikes + 1;
        CredentialState next =
                counted >= STRIKES ? CredentialState.FAILING : CredentialState.SUSPECT;
        return new CredentialHealth(
                next,
                next == current.state ? current.since : fault.at(),
                Optional.empty(),
                false,
                counted,
                current.pauses,
                Optional.of(fault),
                Optional.of(fault.at().plus(doubled(FIRST_CHECK, counted, LONGEST_CHECK))));
    }

    /// The list of models could be read with it. That shows that the provider knows it, not that its
    /// account has money: then the next call tells.
    public CredentialHealth checked(Instant now) {
        CredentialHealth current = at(now);
        boolean billing = current.evidence.filter(UpstreamFault::isBilling).isPresent();
        if (!billing || current.state != CredentialState.FAILING) {
            return billing ? current.unchecked() : current.answered(now);
        }
        return new CredentialHealth(
                CredentialState.SUSPECT,
                now,
                Optional.empty(),
                false,
                STRIKES - 1,
                current.pauses,
                current.evidence,
                Optional.empty());
    }

    private CredentialHealth unchecked() {
        return new CredentialHealth(
                state, since, until, told, strikes, pauses, evidence, Optional.empty());
    }

    private CredentialHealth paused(UpstreamFault fault) {
        Duration pause =
                fault.retryAfter()
                        .orElse(doubled(FIRST_PAUSE, pauses + 1, LONGEST_PAUSE))
                        .plusMillis(1);
        Instant end = fault.at().plus(pause);
        if (state == CredentialState.COOLING && until.filter(end::isBefore).isPresent()) {
            return this;
        }
        return new CredentialHealth(
                CredentialState.COOLING,
                state == CredentialState.COOLING ? since : fault.at(),
                Optional.of(end),
                fault.retryAfter().isPresent(),
                0,
                pauses + 1,
                Optional.of(fault),
                Optional.empty());
    }

    private static Duration doubled(Duration first, int times, Duration longest) {
        Duration doubled = first.multipliedBy(1L << Math.min(times - 1, 20));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
}
