package dev.cardea.storage.sql;

import dev.cardea.storage.Installation;
import dev.cardea.storage.RowMac;
import dev.cardea.storage.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;

/// A store in one SQLite file, which comes with the gateway.
///
/// Making a store and opening one are two things: a file that is missing where one was expected is
/// never replaced by an empty one. Commits are on the disk when they return (`synchronous=FULL` with
/// a write-ahead log), because a key that was reported as revoked must be so after a power cut.
public final class SqliteStore extends SqlStore {
    /// How long a statement waits for another process that holds the file, unless told otherwise.
    public static final Duration BUSY_TIMEOUT = Duration.ofSeconds(2);

    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rw-------");

    private final Path file;

    private SqliteStore(Path file, SqliteDatabase database, RowMac mac) {
        super(database, mac);
        this.file = file;
    }

    /// Makes a store where none is, readable by this user alone. It appears under its name when it
    /// is whole, so that a crash on the way leaves nothing behind that looks like a store.
    ///
    /// @throws StoreException.AlreadyExists when there is a file already
    public static SqliteStore create(Path file, Installation installation, RowMac mac) {
        return create(file, installation, mac, BUSY_TIMEOUT);
    }

    /// The same with another time to wait for a locked file.
    public static SqliteStore create(
            Path file, Installation installation, RowMac mac, Duration busyTimeout) {
        if (Files.exists(file)) {
            throw new StoreException.AlreadyExists("the store file " + file, "another store");
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            for (String rest : new String[] {"", "-wal", "-shm", "-journal"}) {
                Files.deleteIfExists(unfinished.resolveSibling(unfinished.getFileName() + rest));
            }
            Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(PRIVATE));
            SqliteDatabase.initialize(unfinished);
            try (SqliteDatabase database = SqliteDatabase.open(unfinished, busyTimeout)) {
                InstallationRow.write(database, installation);
            }
            // Without ATOMIC_MOVE a store that was made meanwhile isn't replaced.
            Files.move(unfinished, file);
        } catch (FileAlreadyExistsException e) {
            throw new StoreException.AlreadyExists("the store file " + file, "another store");
        } catch (IOException e) {
            throw new StoreException.Unavailable(
                    "the store file %s can't be made: %s".formatted(file, e.getMessage()), e);
        }
        return open(file, mac, busyTimeout);
    }

    /// Opens a store, and brings it to the schema of this version.
    ///
    /// @throws StoreException.Unavailable when there is no such file, or it is locked
    /// @throws StoreException.Corrupt when it is no store, or a damaged one
    /// @throws StoreException.Incompatible when it was written by a newer version, or with another
    ///     key-encryption key
    public static SqliteStore open(Path file, RowMac mac) {
        return open(file, mac, BUSY_TIMEOUT);
    }

    /// The same with another time to wait for a locked file.
    public static SqliteStore open(Path file, RowMac mac, Duration busyTimeout) {
        SqliteDatabase database = SqliteDatabase.open(file, busyTimeout);
        try {
            return new SqliteStore(file, database, mac);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// Writes a copy of the store as of now into a new file, while it goes on being used. The copy is
    /// a store itself: to restore it, put it in the place of the file while the gateway is stopped.
    ///
    /// @throws StoreException.AlreadyExists when there is a file already
    public void backup(Path target) {
        if (Files.exists(target)) {
            throw new StoreException.AlreadyExists("the backup file " + target, "another file");
        }
        Path unfinished = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(PRIVATE));
            database()
                    .read(handle ->
                            handle.execute(
                                    "vacuum into ?", unfinished.toAbsolutePath().toString()));
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("no backup was written to " + target, e);
        }
    }

    @Override
    public String toString() {
        return "SqliteStore(" + file + ")";
    }
}
