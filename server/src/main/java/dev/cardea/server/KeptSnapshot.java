package dev.cardea.server;

import dev.cardea.control.SnapshotJournal;
import dev.cardea.model.Change;
import dev.cardea.model.Snapshot;
import dev.cardea.storage.SnapshotFile;
import dev.cardea.storage.StoreException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the snapshot in the home. A disk that doesn't take it is said once, and changes go on being
/// enforced: they are in the store and in memory.
final class KeptSnapshot implements SnapshotJournal {
    private static final Logger LOG = LoggerFactory.getLogger(KeptSnapshot.class);

    private final SnapshotFile file;
    private boolean failed;

    KeptSnapshot(SnapshotFile file) {
        this.file = file;
    }

    @Override
    public void append(List<Change> changes, Snapshot after) {
        keep(() -> file.append(after, changes));
    }

    @Override
    public void replace(Snapshot snapshot) {
        keep(() -> file.replace(snapshot));
    }

    @Override
    public void confirm(Instant asOf) {
        keep(() -> file.touch(asOf));
    }

    private synchronized void keep(Runnable step) {
        try {
            step.run();
            failed = false;
        } catch (StoreException e) {
            if (!failed) {
                LOG.error("the snapshot can't be kept on disk: {}", e.getMessage());
            }
            failed = true;
        }
    }
}
