package dev.cardea.storage.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.cardea.storage.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.util.PSQLException;

/// A pool of connections to one PostgreSQL database. Writers of all nodes take turns by locking the
/// row of the installation, so that revisions have no gaps and become visible in their order.
final class PostgresDatabase implements Database {
    /// How long a caller waits for a connection, and a connection for the server.
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /// How long one statement waits for the server before the connection is given up.
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

    /// How long a writer waits for the one before it.
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private PostgresDatabase(HikariDataSource pool) {
        this.pool = pool;
        jdbi = Jdbi.create(pool);
    }

    static PostgresDatabase create(PostgresAddress address) {
        return connected(address, Schema.current("bigint"), true);
    }

    static PostgresDatabase open(PostgresAddress address) {
        return connected(address, Schema.current("bigint"), false);
    }

    static PostgresDatabase connected(PostgresAddress address, Schema schema, boolean create) {
        PostgresDatabase database = new PostgresDatabase(pool(address));
        try {
            boolean exists =
                    database.read(handle ->
                            handle.select("select to_regclass('installation') is not null")
                                    .mapTo(Boolean.class)
                                    .one());
            if (!exists && !create) {
                throw new StoreException.Unavailable("the database holds no store");
            }
            schema.migrate(database.pool);
            return database;
        } catch (FlywayException e) {
            database.close();
            throw known(e).orElseGet(() -> Schema.failed(e));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static HikariDataSource pool(PostgresAddress address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("cardea-store");
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password().reveal());
        config.setMaximumPoolSize(address.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        config.setValidationTimeout(Duration.ofSeconds(1).toMillis());
        // The pool is made even where the server is away; the first statement says so.
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("connectTimeout", CONNECT_TIMEOUT.toSeconds());
        config.addDataSourceProperty("loginTimeout", CONNECT_TIMEOUT.toSeconds());
        config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT.toSeconds());
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "cardea");
        // Values of a failed statement don't belong into messages.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return new HikariDataSource(config);
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        return guarded(work);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        return guarded(handle ->
                handle.inTransaction(it -> {
                    it.execute("set local lock_timeout = " + LOCK_TIMEOUT.toMillis());
                    it.execute("lock table installation in exclusive mode");
                    return work.apply(it);
                }));
    }

    private <T> T guarded(Function<Handle, T> work) {
        if (pool.isClosed()) {
            throw new StoreException.Unavailable("the store is closed");
        }
        try (Handle handle = jdbi.open()) {
            return work.apply(handle);
        } catch (JdbiException | HikariPool.PoolInitializationException e) {
            throw translated(e);
        }
    }

    /// The database's error in the words of a store.
    private static StoreException translated(RuntimeException e) {
        // Above the driver's own exception there are some that quote the values of the statement.
        Throwable cause = sql(e).map(Throwable.class::cast).orElse(e);
        return known(e).orElseGet(() ->
                new StoreException.Unavailable("the database can't be used just now", cause));
    }

    /// What the class of an SQLSTATE says about the database itself.
    private static Optional<StoreException> known(RuntimeException e) {
        SQLException cause = sql(e).orElse(null);
        if (cause == null || cause.getSQLState() == null) {
            return Optional.empty();
        }
        String state = cause.getSQLState();
        if (state.equals("XX001") || state.equals("XX002")) {
            return Optional.of(
                    new StoreException.Corrupt(
                            "the database reports damaged data; restore it from a backup", cause));
        }
        String trouble =
                switch (state.substring(0, 2)) {
                    case "08" -> "can't be reached";
                    case "28" -> "refuses the user";
                    case "3D" -> "doesn't exist";
                    case "53" -> "is out of disk, memory or connections";
                    case "55" -> "is held by another node that has been writing for too long";
                    case "57" -> "is shutting down";
                    default -> "";
                };
        return trouble.isEmpty()
                ? Optional.empty()
                : Optional.of(new StoreException.Unavailable("the database " + trouble, cause));
    }

    /// The first exception of the driver that says something.
    private static Optional<SQLException> sql(Throwable e) {
        Optional<SQLException> found = Optional.empty();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                found = Optional.of(sql);
                if (sql instanceof PSQLException) {
                    return found;
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        pool.close();
    }
}
