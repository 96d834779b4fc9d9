package dev.cardea.relay;

import dev.cardea.model.Caller;
import dev.cardea.model.CredentialWatch;
import dev.cardea.model.CredentialWatch.Fitness;
import dev.cardea.model.Organization;
import dev.cardea.model.Outcome;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.Refusal;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Target;
import dev.cardea.model.UpstreamFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The credentials that a call may use at one target, and which of them it has tried. Those of the
/// caller's own organization where there are any, else the installation's.
///
/// Choice is weighted among the healthy ones; now and then a suspect one gets a call, which goes on to
/// another should it fail. One that cools is avoided, and where nothing else is left, a failing one is
/// tried rather than nothing: its mark may be wrong.
final class CredentialTurn {
    /// Of so many calls one tries a suspect credential first.
    private static final int TRIALS = 16;

    private static final Reason RATE_LIMITED = Reasons.of("UPSTREAM_RATE_LIMITED");

    /// Failures that another credential of the same provider may well not have.
    private static final Set<String> ITS_OWN =
            Set.of(
                    "UPSTREAM_RATE_LIMITED",
                    "UPSTREAM_PERMISSION_DENIED",
                    "UPSTREAM_ORGANIZATION_MISMATCH",
                    "UPSTREAM_MODEL_NOT_ACCESSIBLE",
                    "UPSTREAM_SERVICE_DISABLED",
                    "UPSTREAM_AUTH_SCHEME",
                    "GATEWAY_SECRET_STORE_UNAVAILABLE");

    private final CredentialWatch watch;
    private final Target target;
    private final List<ProviderCredential> pool;
    private final List<ProviderCredential> tried = new ArrayList<>(1);
    private @Nullable ProviderCredential current;

    /// @param only the id of the one that will do; empty when any does
    CredentialTurn(
            CredentialWatch watch, Snapshot snapshot, Caller caller, Target target, String only) {
        this.watch = watch;
        this.target = target;
        List<ProviderCredential> all = pool(snapshot, caller, target);
        pool =
                only.isEmpty()
                        ? all
                        : all.stream().filter(it -> it.id().value().equals(only)).toList();
    }

    /// What a request to the target authenticates with.
    sealed interface Choice {
        record Use(ProviderCredential credential) implements Choice {}

        /// There is none for this caller.
        record None() implements Choice {}

        /// All have to wait.
        record Wait(Failure why) implements Choice {}
    }

    private static List<ProviderCredential> pool(Snapshot snapshot, Caller caller, Target target) {
        List<ProviderCredential> all = snapshot.models().credentials(target.provider().id());
        if (all.size() == 1 && all.getFirst().organization().isEmpty()) {
            return all.getFirst().terms().allows(target.model()) ? all : List.of();
        }
        Organization organization = caller.organization();
        List<ProviderCredential> own = new ArrayList<>(all.size());
        List<ProviderCredential> shared = new ArrayList<>(all.size());
        for (ProviderCredential credential : all) {
            if (!credential.terms().allows(target.model())) {
                continue;
            }
            if (credential.organization().isEmpty()) {
                shared.add(credential);
            } else if (organization != null
                    && credential.organization().get().equals(organization.id())) {
                own.add(credential);
            }
        }
        return own.isEmpty() ? shared : own;
    }

    /// The next one to try.
    ///
    /// @param repeatable whether the call survives that it fails: only then a suspect one is tried
    ///     before a healthy one
    Choice next(boolean repeatable) {
        ProviderCredential chosen = choose(repeatable);
        current = chosen;
        if (chosen != null) {
            tried.add(chosen);
            return new Choice.Use(chosen);
        }
        return pool.isEmpty() ? new Choice.None() : new Choice.Wait(waiting());
    }

    private @Nullable ProviderCredential choose(boolean repeatable) {
        if (repeatable && ThreadLocalRandom.current().nextInt(TRIALS) == 0) {
            ProviderCredential trial = drawn(Fitness.DOUBTFUL);
            if (trial != null) {
                return trial;
            }
        }
        ProviderCredential chosen = drawn(Fitness.READY);
        chosen = chosen == null ? drawn(Fitness.DOUBTFUL) : chosen;
        chosen = chosen == null ? drawn(Fitness.RESTING) : chosen;
        return chosen == null && !anyWaits() ? drawn(Fitness.FAILING) : chosen;
    }

    /// One of those this fit that weren't tried, by their weights; null when there is none.
    private @Nullable ProviderCredential drawn(Fitness fitness) {
        int total = 0;
        ProviderCredential drawn = null;
        for (ProviderCredential credential : pool) {
            if (!tried.contains(credential)
                    && watch.fitness(credential, target.model()) == fitness) {
                int weight = credential.terms().weight();
                total += weight;
                // Each keeps its share of what was drawn so far.
                if (drawn == null || ThreadLocalRandom.current().nextInt(total) < weight) {
                    drawn = credential;
                }
            }
        }
        return drawn;
    }

    private boolean anyWaits() {
        for (ProviderCredential credential : pool) {
            Fitness fitness = watch.fitness(credential, target.model());
            if (fitness == Fitness.COOLING || fitness == Fitness.SPENT) {
                return true;
            }
        }
        return false;
    }

    /// The cause survives the cooling: a refusal says what the provider said when it began.
    private Failure waiting() {
        ProviderCredential soonest = pool.getFirst();
        Duration wait = Duration.ofDays(1);
        for (ProviderCredential credential : pool) {
            Duration pause = watch.pause(credential);
            if (watch.fitness(credential, target.model()) != Fitness.FAILING
                    && pause.compareTo(wait) < 0) {
                soonest = credential;
                wait = pause;
            }
        }
        Optional<UpstreamFault> fault = watch.report(soonest).health().evidence();
        Duration seconds = Duration.ofSeconds(Math.max(1, (wait.toMillis() + 999) / 1000));
        return new Failure(
                new Refusal(
                        RATE_LIMITED,
                        Map.of("seconds", String.valueOf(seconds.toSeconds())),
                        List.of(),
                        Optional.empty()),
                Optional.of(seconds),
                Outcome.UPSTREAM_FAILED,
                Map.of(
                        "provider",
                        target.provider().name(),
                        "credential",
                        soonest.id().value(),
                        "rule",
                        fault.map(UpstreamFault::rule).orElse("limits of the credential"),
                        "evidence",
                        fault.map(UpstreamFault::evidence)
                                .orElse("the operator's limits are used up for this minute")));
    }

    /// Whether the same target is worth another try with another credential.
    boolean goesOn(Failure why, boolean marks) {
        return current != null
                && (marks || ITS_OWN.contains(why.reason().code()))
                && (drawn(Fitness.READY) != null || drawn(Fitness.DOUBTFUL) != null);
    }

    /// A request goes out.
    void used() {
        if (current != null) {
            watch.used(current);
        }
    }

    /// It gets its answer.
    void answered() {
        if (current != null) {
            watch.answered(current);
        }
    }

    /// It failed, or used up a limit.
    void failed(UpstreamFault fault) {
        if (current != null) {
            watch.failed(current, fault);
        }
    }
}
