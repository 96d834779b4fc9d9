package dev.cardea.control.upstream;

import dev.cardea.model.CredentialWatch;
import dev.cardea.model.Snapshot;
import dev.cardea.model.UpstreamAuth;
import java.time.InstantSource;
import java.util.function.Supplier;

/// The use cases about providers as they fare now, put together.
public final class Upstreams {
    private final Supplier<Snapshot> snapshots;
    private final CredentialWatch watch;
    private final InstantSource clock;
    private final CheckCredential check;
    private final StatusPages pages;

    public Upstreams(
            Supplier<Snapshot> snapshots,
            UpstreamGet http,
            UpstreamAuth auth,
            CredentialWatch watch,
            InstantSource clock) {
        this.snapshots = snapshots;
        this.watch = watch;
        this.clock = clock;
        check = new CheckCredential(http, auth, watch, clock);
        pages = new StatusPages(http, watch, clock);
    }

    public CheckCredential checkCredential() {
        return check;
    }

    public CheckProviders checkProviders() {
        return new CheckProviders(snapshots, check);
    }

    public DescribeProviders describeProviders() {
        return new DescribeProviders(snapshots, watch, pages);
    }

    /// Begins to look after credentials and status pages.
    public UpstreamRounds rounds(UpstreamRounds.Schedule schedule) {
        return UpstreamRounds.start(snapshots, watch, check, pages, schedule, clock);
    }
}
