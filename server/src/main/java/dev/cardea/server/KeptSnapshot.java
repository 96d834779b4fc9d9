package dev.cardea.server;

import dev.cardea.control.SnapshotJournal;
import dev.cardea.model.Change;
import dev.cardea.model.Snapshot;
import dev.cardea.storage.SnapshotFile;
import java.time.Instant;
import java.util.List;

/// Keeps the snapshot in the home.
record KeptSnapshot(SnapshotFile file) implements SnapshotJournal {
    @Override
    public void append(List<Change> changes, Snapshot after) {
        file.append(after, changes);
    }

    @Override
    public void replace(Snapshot snapshot) {
        file.replace(snapshot);
    }

    @Override
    public void confirm(Instant asOf) {
        file.touch(asOf);
    }
}
