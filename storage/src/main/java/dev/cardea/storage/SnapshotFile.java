package dev.cardea.storage;

import dev.cardea.model.Change;
import dev.cardea.model.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last good snapshot on disk, from which a node serves while the store is away.
///
/// Two files in one directory: `snapshot` holds everything as of some revision, `snapshot.journal`
/// what changed since. They hold hashes and ciphertext, no secret, and every record carries a MAC.
///
/// What is on the disk when: a change is when [#append] returns (`fsync`); a base before it takes the
/// place of the one before; that nothing changed ([#touch]) whenever the system writes it. When the
/// journal has grown to a quarter of the base, a new base is written beside, on a thread of its own,
/// while changes go on being appended.
///
/// A record that was being written when the machine stopped is cut off. A damaged record that others
/// follow is reported, and what follows it isn't used.
public final class SnapshotFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);

    /// A journal shorter than that isn't worth a new base.
    static final long MIN_JOURNAL = 8L << 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    /// How old the time on disk may be when nothing changes.
    private static final Duration TOUCH_INTERVAL = Duration.ofSeconds(5);

    private final Path baseFile;
    private final Path journalFile;
    private final RowMac mac;
    private final SnapshotBase base;
    private final long minJournal;

    private @Nullable Journal journal;
    private long baseLength;
    private long line;
    private long revision;
    private Instant asOf = Instant.EPOCH;
    private @Nullable Rewrite rewrite;
    private long rewrites;

    /// What was on the disk.
    ///
    /// @param cut bytes of a record that was being written when the process or the machine stopped
    /// @param damage says what is wrong in one sentence; then the snapshot is good, but older than
    ///     what was written
    public record Loaded(Snapshot snapshot, long cut, Optional<String> damage) {}

    /// A base that is being written beside, and the records that were appended meanwhile.
    private record Rewrite(long number, Thread thread, List<byte[]> since) {}

    /// The snapshot in this directory, which has to be there; nothing is read or written yet.
    public SnapshotFile(Path directory, RowMac mac) {
        this(directory, mac, MIN_JOURNAL);
    }

    SnapshotFile(Path directory, RowMac mac, long minJournal) {
        baseFile = directory.resolve("snapshot");
        journalFile = directory.resolve("snapshot.journal");
        this.mac = mac;
        this.minJournal = minJournal;
        base = new SnapshotBase(baseFile, mac);
    }

    /// Whether there is a snapshot, good or damaged.
    public boolean exists() {
        return Files.exists(baseFile);
    }

    /// Reads what is there; empty when there is nothing.
    ///
    /// @throws StoreException.Corrupt when nothing of it can be used
    /// @throws StoreException.Incompatible when it is another version's, or was written with another
    ///     key-encryption key
    /// @throws StoreException.Unavailable when the files can't be read
    public synchronized Optional<Loaded> load() {
        if (!exists()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read());
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    private Loaded read() throws IOException {
        closeJournal();
        rewrite = null;
        base.clean();
        SnapshotBase.Reading written = base.read();
        line = written.line();
        baseLength = base.length();
        Journal.Reading reading =
                Files.exists(journalFile)
                        ? Journal.read(journalFile, mac, line, written.snapshot())
                        : new Journal.Reading(written.snapshot(), 0, 0, Optional.empty());
        if (reading.length() > 0 && reading.damage().isEmpty()) {
            journal = Journal.open(journalFile, mac, line, reading.length());
        }
        revision = reading.snapshot().revision();
        asOf = reading.snapshot().asOf();
        return new Loaded(
                reading.snapshot(),
                reading.damage().isEmpty() ? reading.cut() : 0,
                reading.damage());
    }

    /// Writes everything anew.
    ///
    /// @throws StoreException.Unavailable when the disk doesn't take it; what was there stays
    public synchronized void replace(Snapshot snapshot) {
        rewrite = null;
        closeJournal();
        long next = RANDOM.nextLong();
        try {
            base.install(base.prepare(snapshot, next));
            line = next;
            baseLength = base.length();
            journal = Journal.replace(journalFile, mac, line, List.of());
            revision = snapshot.revision();
            asOf = snapshot.asOf();
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    /// Writes what changed; on the disk when it returns. Where the changes don't follow on what is
    /// there, everything is written anew.
    ///
    /// @param after the snapshot with these changes
    /// @throws StoreException.Unavailable when the disk doesn't take it; what was there stays
    public synchronized void append(Snapshot after, List<Change> changes) {
        Journal open = journal;
        if (open == null || changes.isEmpty() || changes.getFirst().revision() != revision + 1) {
            if (open == null || after.revision() != revision) {
                replace(after);
            } else {
                touch(after.asOf());
            }
            return;
        }
        try {
            append(open, open.record(after.revision(), after.asOf(), changes), true);
            revision = after.revision();
            asOf = after.asOf();
            if (rewrite == null && open.length() > Math.max(minJournal, baseLength / 4)) {
                startRewrite(after);
            }
        } catch (IOException e) {
            closeJournal();
            throw failed("written", e);
        }
    }

    /// Notes that there was nothing newer at `asOf`, unless that was noted a moment ago.
    public synchronized void touch(Instant asOf) {
        Journal open = journal;
        if (open == null || asOf.isBefore(this.asOf.plus(TOUCH_INTERVAL))) {
            return;
        }
        try {
            append(open, open.record(revision, asOf, List.of()), false);
            this.asOf = asOf;
        } catch (IOException e) {
            closeJournal();
            throw failed("written", e);
        }
    }

    private void append(Journal open, byte[] record, boolean force) throws IOException {
        open.append(record, force);
        if (rewrite != null) {
            rewrite.since().add(record);
        }
    }

    private void startRewrite(Snapshot snapshot) {
        long number = ++rewrites;
        long current = line;
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("cardea-snapshot")
                        .unstarted(() -> rewrite(number, snapshot, current));
        rewrite = new Rewrite(number, thread, new ArrayList<>());
        thread.start();
    }

    private void rewrite(long number, Snapshot snapshot, long current) {
        try {
            finish(number, base.prepare(snapshot, current));
        } catch (IOException | RuntimeException e) {
            LOG.warn("The snapshot {} couldn't be written anew; its journal goes on", baseFile, e);
            synchronized (this) {
                if (rewrite != null && rewrite.number() == number) {
                    rewrite = null;
                }
            }
        }
    }

    /// The base first, the journal after it: a crash in between leaves a journal whose beginning the
    /// base holds already, and which is passed over when read.
    private synchronized void finish(long number, SnapshotBase.Prepared prepared)
            throws IOException {
        Rewrite running = rewrite;
        if (running == null || running.number() != number) {
            SnapshotBase.discard(prepared);
            return;
        }
        base.install(prepared);
        baseLength = base.length();
        Journal next = Journal.replace(journalFile, mac, line, running.since());
        closeJournal();
        journal = next;
        rewrite = null;
    }

    /// Waits until a base that is being written is in its place.
    void awaitRewrite() {
        Rewrite running;
        synchronized (this) {
            running = rewrite;
        }
        if (running != null) {
            join(running.thread());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeJournal() {
        Journal open = journal;
        journal = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("The journal {} couldn't be closed", journalFile, e);
            }
        }
    }

    private StoreException.Unavailable failed(String what, IOException e) {
        return new StoreException.Unavailable(
                "the snapshot %s can't be %s: %s".formatted(baseFile, what, e.getMessage()), e);
    }

    @Override
    public void close() {
        awaitRewrite();
        synchronized (this) {
            closeJournal();
        }
    }
}
