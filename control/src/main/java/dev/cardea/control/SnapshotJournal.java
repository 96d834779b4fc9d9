package dev.cardea.control;

import dev.cardea.model.Change;
import dev.cardea.model.Snapshot;
import java.time.Instant;
import java.util.List;

/// Keeps the last good snapshot where a restart finds it. Fails with a
/// [dev.cardea.storage.StoreException] when it can't, which is nothing that the store can help.
public interface SnapshotJournal {
    /// Keeps changes on top of what is kept.
    ///
    /// @param after the snapshot that they led to
    void append(List<Change> changes, Snapshot after);

    /// Keeps this snapshot in place of everything.
    void replace(Snapshot snapshot);

    /// Notes that what is kept was current at this time. Called often; need not write each time.
    void confirm(Instant asOf);

    /// For a node that keeps nothing.
    static SnapshotJournal none() {
        return new SnapshotJournal() {
            @Override
            public void append(List<Change> changes, Snapshot after) {}

            @Override
            public void replace(Snapshot snapshot) {}

            @Override
            public void confirm(Instant asOf) {}
        };
    }
}
