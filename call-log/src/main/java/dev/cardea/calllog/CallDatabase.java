package dev.cardea.calllog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The DuckDB file of the call log: the tables of each day, and up to where the spool is in them.
/// Both change in one transaction, so a call is in the tables exactly once, whenever the process
/// ends. All calls block and belong on platform threads: one loads, another asks.
final class CallDatabase implements AutoCloseable {
    static final String FILE = "calls.duckdb";

    private static final Logger LOG = LoggerFactory.getLogger(CallDatabase.class);

    /// What a failure to open says when the file itself isn't at fault.
    private static final List<String> SURROUNDINGS =
            List.of(
                    "could not set lock",
                    "permission denied",
                    "no space left",
                    "too many open files",
                    "out of memory",
                    "read-only file system",
                    "failed to load",
                    "unsatisfiedlink");

    private final DuckDBConnection loading;
    private final DuckDBConnection asking;
    private SpoolPosition position;

    private CallDatabase(DuckDBConnection loading, DuckDBConnection asking) throws SQLException {
        this.loading = loading;
        this.asking = asking;
        this.position = readPosition();
    }

    /// Opens the file, makes it when it is missing, and sets it aside when it can't be read.
    static CallDatabase open(CallLogOptions options) throws SQLException {
        Path file = options.directory().resolve(FILE);
        try {
            return connect(file, options);
        } catch (SQLException e) {
            if (!Files.exists(file) || isOfSurroundings(e)) {
                throw e;
            }
            setAside(file, e);
            return connect(file, options);
        }
    }

    static boolean isOfSurroundings(SQLException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return SURROUNDINGS.stream().anyMatch(message::contains);
    }

    /// Moves the file out of the way, so that the log goes on with a new one.
    static void setAside(Path file, SQLException why) {
        Path aside = file.resolveSibling(FILE + ".damaged-" + System.currentTimeMillis());
        try {
            Files.move(file, aside);
            Path wal = file.resolveSibling(FILE + ".wal");
            if (Files.exists(wal)) {
                Files.move(wal, aside.resolveSibling(aside.getFileName() + ".wal"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LOG.error(
                "The call log {} can't be read and was set aside as {}; a new one begins. Earlier calls are missing from it. Cause: {}",
                file,
                aside.getFileName(),
                why.getMessage());
    }

    private static CallDatabase connect(Path file, CallLogOptions options) throws SQLException {
        var settings = new Properties();
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", options.databaseMemoryMegabytes() + "MB");
        settings.setProperty("temp_directory", options.directory().resolve("temporary").toString());
        settings.setProperty("max_temp_directory_size", "1GB");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        var loading =
                DriverManager.getConnection("jdbc:duckdb:" + file, settings)
                        .unwrap(DuckDBConnection.class);
        try {
            try (Statement statement = loading.createStatement()) {
                // At half of it, the last block of rows is compressed anew twice as often, which
                // costs a third of all.
                statement.execute("SET wal_autocheckpoint = '32MB'");
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS spool_position (segment BIGINT, byte_offset BIGINT)");
            }
            DayTables.amend(loading);
            return new CallDatabase(loading, loading.duplicate().unwrap(DuckDBConnection.class));
        } catch (SQLException e) {
            loading.close();
            throw e;
        }
    }

    /// Up to where the spool is in the tables.
    SpoolPosition position() {
        return position;
    }

    /// Loads the spool from where it was left up to this place; at most so many bytes of it.
    void load(SpoolReader spool, SpoolPosition until, long atMost) throws SQLException {
        execute("BEGIN TRANSACTION");
        try {
            SpoolPosition reached;
            try (var batch = new SpoolBatch(loading)) {
                reached = spool.read(position, until, atMost, batch);
            }
            execute("DELETE FROM spool_position");
            execute(
                    "INSERT INTO spool_position VALUES (%d, %d)"
                            .formatted(reached.segment(), reached.offset()));
            execute("COMMIT");
            position = reached;
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        }
    }

    int dropBefore(LocalDate day) throws SQLException {
        return DayTables.dropBefore(loading, day);
    }

    /// Answers questions; on one thread at a time.
    CallSearch search(int seconds) {
        return new CallSearch(asking, seconds);
    }

    private SpoolPosition readPosition() throws SQLException {
        try (Statement statement = loading.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT segment, byte_offset FROM spool_position")) {
            return row.next()
                    ? new SpoolPosition(row.getLong(1), row.getLong(2))
                    : SpoolPosition.START;
        }
    }

    private void rollback(Exception cause) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = loading.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        try (loading;
                asking) {
            LOG.debug("closing the call log");
        } catch (SQLException e) {
            LOG.warn("The call log's database didn't close well: {}", e.getMessage());
        }
    }
}
