package dev.cardea.storage.sql;

import dev.cardea.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/// One SQLite file with a thread that writes and two that read: a native call would pin the carrier
/// of a virtual thread, and a second writer could only wait.
///
/// A file that is deleted goes on taking writes which nobody will ever read, and a file that is put
/// in its place may be another store. So the file's identity is compared before and after every use.
final class SqliteDatabase implements Database {
    /// `Card`, in the file's header: tells a store from any other SQLite file.
    private static final int APPLICATION_ID = 0x43617264;

    private static final int READERS = 2;

    private static final Duration BUSY_AT_START = Duration.ofSeconds(5);

    private final Path file;
    private final Object identity;
    private final SqliteLane writer;
    private final SqliteLane readers;

    private SqliteDatabase(Path file, Object identity, SqliteLane writer, SqliteLane readers) {
        this.file = file;
        this.identity = identity;
        this.writer = writer;
        this.readers = readers;
    }

    /// Makes an empty file a store without any record.
    static void initialize(Path file) throws IOException {
        SQLiteConfig config = config(BUSY_AT_START);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        SQLiteDataSource source = source(file, config);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("pragma application_id = " + APPLICATION_ID);
        } catch (SQLException e) {
            throw new IOException("SQLite can't write the file: " + e.getMessage(), e);
        }
    }

    /// Opens a file that is there, and brings it to the schema of this version.
    static SqliteDatabase open(Path file, Duration busyTimeout) {
        return open(file, busyTimeout, Schema.current("integer"));
    }

    static SqliteDatabase open(Path file, Duration busyTimeout, Schema schema) {
        Object identity = identity(file);
        DataSource source = source(file, config(busyTimeout));
        SqliteDatabase database =
                new SqliteDatabase(
                        file,
                        identity,
                        new SqliteLane("cardea-store-writer", 1, source),
                        new SqliteLane("cardea-store-reader", READERS, source));
        try {
            database.guarded(
                    database.writer,
                    handle -> {
                        database.checkApplication(handle);
                        schema.migrate(source);
                        return 0;
                    });
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        return guarded(readers, work);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        return guarded(writer, handle -> transaction(handle, work));
    }

    /// In SQL rather than by the driver, which would take the lock only at the first write, and hide
    /// that it was refused.
    private static <T> T transaction(Handle handle, Function<Handle, T> work) {
        handle.execute("begin immediate");
        T result;
        try {
            result = work.apply(handle);
        } catch (RuntimeException e) {
            handle.execute("rollback");
            throw e;
        }
        handle.execute("commit");
        return result;
    }

    private <T> T guarded(SqliteLane lane, Function<Handle, T> work) {
        try {
            return lane.call(handle -> {
                checkIdentity();
                T result = work.apply(handle);
                checkIdentity();
                return result;
            });
        } catch (JdbiException e) {
            throw known(e).orElseGet(() ->
                    new StoreException.Unavailable(
                            "the store file %s can't be used just now".formatted(file), e));
        } catch (FlywayException e) {
            throw known(e).orElseGet(() -> Schema.failed(e));
        }
    }

    private void checkApplication(Handle handle) {
        int found = handle.select("pragma application_id").mapTo(Integer.class).one();
        if (found != APPLICATION_ID) {
            throw new StoreException.Corrupt(
                    "%s is not a store of this gateway; restore it from a backup, or start with an empty home"
                            .formatted(file));
        }
    }

    private void checkIdentity() {
        if (!identity(file).equals(identity)) {
            throw new StoreException.Unavailable(
                    "the store file %s was replaced while it was open; restart to use the new one"
                            .formatted(file));
        }
    }

    /// Device and inode, where the system has them.
    private static Object identity(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime());
        } catch (NoSuchFileException _) {
            throw new StoreException.Unavailable("the store file %s is gone".formatted(file));
        } catch (IOException e) {
            throw new StoreException.Unavailable(
                    "the store file %s can't be reached".formatted(file), e);
        }
    }

    /// SQLite's error in the words of a store, where it says something about the file.
    private Optional<StoreException> known(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof SQLiteException)) {
            cause = cause.getCause();
        }
        if (!(cause instanceof SQLiteException sqlite)) {
            return Optional.empty();
        }
        // The primary code is in the low byte of an extended one.
        int primary = sqlite.getResultCode().code & 0xff;
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code
                || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return Optional.of(
                    new StoreException.Corrupt(
                            "the store file %s is damaged; restore it from a backup"
                                    .formatted(file),
                            sqlite));
        }
        String trouble =
                switch (SQLiteErrorCode.getErrorCode(primary)) {
                    case SQLITE_BUSY, SQLITE_LOCKED -> "is locked by another process";
                    case SQLITE_FULL -> "is on a disk that is full";
                    case SQLITE_IOERR -> "can't be read or written";
                    case SQLITE_CANTOPEN -> "can't be opened";
                    case SQLITE_READONLY, SQLITE_PERM -> "can't be written";
                    default -> "";
                };
        return trouble.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new StoreException.Unavailable(
                                "the store file %s %s".formatted(file, trouble), sqlite));
    }

    /// Never with `CREATE`: a file that isn't there must not come into being by opening it.
    private static SQLiteConfig config(Duration busyTimeout) {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        return config;
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
    }
}
