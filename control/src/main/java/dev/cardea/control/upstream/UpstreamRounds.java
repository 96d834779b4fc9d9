package dev.cardea.control.upstream;

import dev.cardea.model.CredentialId;
import dev.cardea.model.CredentialWatch;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after credentials and status pages on a schedule: those in doubt soon and then ever more
/// rarely, so that they recover by themselves; the others as often as the operator wants.
public final class UpstreamRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamRounds.class);
    private static final Duration PACE = Duration.ofSeconds(1);

    /// Nothing is asked of a provider with the same credential more often.
    private static final Duration LEAST = Duration.ofSeconds(5);

    private final Supplier<Snapshot> snapshots;
    private final CredentialWatch watch;
    private final CheckCredential check;
    private final StatusPages pages;
    private final Schedule schedule;
    private final InstantSource clock;
    private final Instant began;
    private final Map<CredentialId, Instant> checked = new HashMap<>();
    private final Map<ProviderId, Instant> read = new HashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    /// How often to look.
    ///
    /// @param credentials zero: only at those in doubt
    /// @param statusPages zero: never
    public record Schedule(Duration credentials, Duration statusPages) {}

    private UpstreamRounds(
            Supplier<Snapshot> snapshots,
            CredentialWatch watch,
            CheckCredential check,
            StatusPages pages,
            Schedule schedule,
            InstantSource clock) {
        this.snapshots = snapshots;
        this.watch = watch;
        this.check = check;
        this.pages = pages;
        this.schedule = schedule;
        this.clock = clock;
        began = clock.instant();
        thread = Thread.ofVirtual().name("upstream-rounds").unstarted(this::run);
    }

    /// Begins to look.
    public static UpstreamRounds start(
            Supplier<Snapshot> snapshots,
            CredentialWatch watch,
            CheckCredential check,
            StatusPages pages,
            Schedule schedule,
            InstantSource clock) {
        UpstreamRounds rounds = new UpstreamRounds(snapshots, watch, check, pages, schedule, clock);
        rounds.thread.start();
        return rounds;
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(PACE);
                round();
            } catch (InterruptedException _) {
                // Either it is closed, or the round is over.
            } catch (RuntimeException e) {
                LOG.error("a look at the providers failed", e);
            }
        }
    }

    private void round() {
        Snapshot snapshot = snapshots.get();
        Instant now = clock.instant();
        for (Provider provider : snapshot.models().providers()) {
            Instant pageRead = read.getOrDefault(provider.id(), Instant.MIN);
            if (!schedule.statusPages().isZero()
                    && provider.statusPage().isPresent()
                    && !now.isBefore(later(pageRead, schedule.statusPages()))) {
                read.put(provider.id(), now);
                aside(() -> pages.read(provider));
            }
            for (ProviderCredential credential : snapshot.models().credentials(provider.id())) {
                if (isDue(credential, now)) {
                    checked.put(credential.id(), now);
                    aside(() -> check.check(provider, credential));
                }
            }
        }
    }

    private boolean isDue(ProviderCredential credential, Instant now) {
        Instant last = checked.getOrDefault(credential.id(), Instant.MIN);
        if (now.isBefore(later(last, LEAST))) {
            return false;
        }
        boolean inDoubt =
                watch.report(credential)
                        .health()
                        .checkAt()
                        .filter(at -> !now.isBefore(at))
                        .isPresent();
        boolean asUsual =
                !schedule.credentials().isZero()
                        && !now.isBefore(
                                later(last.isBefore(began) ? began : last, schedule.credentials()));
        return inDoubt || asUsual;
    }

    private static Instant later(Instant at, Duration by) {
        return at.equals(Instant.MIN) ? at : at.plus(by);
    }

    /// A provider that doesn't answer holds up none of the others.
    private static void aside(Runnable look) {
        Thread.ofVirtual()
                .name("upstream-look")
                .start(() -> {
                    try {
                        look.run();
                    } catch (RuntimeException e) {
                        LOG.error("a look at a provider failed", e);
                    }
                });
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
