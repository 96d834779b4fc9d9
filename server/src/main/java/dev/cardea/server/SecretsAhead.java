package dev.cardea.server;

import dev.cardea.control.SnapshotJournal;
import dev.cardea.model.Change;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Snapshot;
import dev.cardea.upstreamauth.ProviderAuth;
import java.time.Instant;
import java.util.List;

/// Opens the secrets of each new snapshot ahead of the first call, so that tokens are there when it
/// comes, and passes the snapshot on to what keeps it.
record SecretsAhead(ProviderAuth auth, SnapshotJournal next) implements SnapshotJournal {
    @Override
    public void append(List<Change> changes, Snapshot after) {
        boolean concerned =
                changes.stream()
                        .map(Change::entity)
                        .anyMatch(it -> it instanceof Provider || it instanceof ProviderCredential);
        if (concerned) {
            prepare(auth, after);
        }
        next.append(changes, after);
    }

    @Override
    public void replace(Snapshot snapshot) {
        prepare(auth, snapshot);
        next.replace(snapshot);
    }

    @Override
    public void confirm(Instant asOf) {
        next.confirm(asOf);
    }

    /// Opens the secrets of this snapshot, and forgets all others.
    static void prepare(ProviderAuth auth, Snapshot snapshot) {
        List<ProviderCredential> credentials =
                snapshot.models().providers().stream()
                        .flatMap(it -> snapshot.models().credentials(it.id()).stream())
                        .toList();
        auth.prepare(
                credentials,
                credential ->
                        snapshot.models().providers().stream()
                                .filter(it -> it.id().equals(credential.provider()))
                                .findFirst());
    }
}
