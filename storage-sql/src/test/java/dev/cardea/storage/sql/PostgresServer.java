package dev.cardea.storage.sql;

import dev.cardea.model.SecretText;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL server on a port of its own, with as many empty databases as tests ask for. It keeps
/// nothing safe: what a test writes need not survive a power cut.
public final class PostgresServer implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    public static PostgresServer start() {
        try {
            return new PostgresServer(
                    EmbeddedPostgres.builder()
                            .setServerConfig("fsync", "off")
                            .setServerConfig("shared_buffers", "32MB")
                            .setServerConfig("listen_addresses", "127.0.0.1")
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The address of a new, empty database.
    public PostgresAddress newDatabase() {
        String name = "cardea" + databases.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return address(name);
    }

    /// The address of a database by its name.
    public PostgresAddress address(String name) {
        return new PostgresAddress(
                server.getJdbcUrl("postgres", name).replaceFirst("\\?.*", ""),
                "postgres",
                new SecretText(""),
                4);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
