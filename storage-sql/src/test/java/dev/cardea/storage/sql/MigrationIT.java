package dev.cardea.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.model.SecretText;
import dev.cardea.storage.Records;
import dev.cardea.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Going from one schema to the next, with records in it, and what stops that.
final class MigrationIT {
    private static final String FIRST = "V1__records.sql";

    private static PostgresServer server;

    @TempDir Path home;
    private Path steps;
    private Path file;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void fill() throws IOException {
        file = home.resolve("cardea.db");
        try (SqliteStore store = SqliteStore.create(file, Records.installation(), Records.mac())) {
            store.commit(Records.commit(Records.tenancy()));
        }
        steps = Files.createDirectory(home.resolve("steps"));
        try (InputStream first = Schema.class.getResourceAsStream(FIRST)) {
            Files.copy(Objects.requireNonNull(first), steps.resolve(FIRST));
        }
    }

    @Test
    void olderSchemaIsBroughtUpToDateWithItsRecords() throws Exception {
        step("V2__notes.sql", "alter table record add column note text not null default 'none';");
        migrate();
        assertThat(TableDump.of(file)).contains("note=none").contains("own_ada");
        // And once is enough.
        migrate();
    }

    @Test
    void stepThatFailsLeavesTheSchemaAsItWas() throws Exception {
        step(
                "V2__notes.sql",
                """
                alter table record add column note text;
                update record set note = 'half-way';
                insert into nowhere values (1);
                """);
        String before = TableDump.of(file);
        assertThatThrownBy(this::migrate)
                .isInstanceOf(StoreException.Incompatible.class)
                .hasMessage(
                        "the store's schema can't be brought up to date; it is as it was before");
        assertThat(TableDump.of(file)).isEqualTo(before);
        try (SqliteStore store = SqliteStore.open(file, Records.mac())) {
            assertThat(store.newestRevision()).isEqualTo(7);
        }
    }

    @Test
    void schemaOfANewerVersionIsRefused() throws Exception {
        step("V2__notes.sql", "alter table record add column note text;");
        migrate();
        assertThatThrownBy(() -> SqliteStore.open(file, Records.mac()))
                .isInstanceOf(StoreException.Incompatible.class)
                .hasMessageStartingWith(
                        "the store's schema is not one that this version can go on from: step 2 (notes)");
    }

    @Test
    void schemaThatWasAlteredOrLeftHalfWayIsRefused() {
        sql("update schema_history set checksum = checksum + 1 where version = '1'");
        assertThatThrownBy(() -> SqliteStore.open(file, Records.mac()))
                .isInstanceOf(StoreException.Incompatible.class)
                .hasMessageContaining("step 1 (records), checksum mismatch");
        sql("update schema_history set checksum = checksum - 1, success = 0 where version = '1'");
        assertThatThrownBy(() -> SqliteStore.open(file, Records.mac()))
                .isInstanceOf(StoreException.Incompatible.class)
                .hasMessageContaining("step 1 (records), failed");
    }

    /// What lets a start do without the library that would find it out.
    @Test
    void historyOfThisVersionIsTheOneThatIsKnown() throws Exception {
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            assertThat(Schema.stepsTaken(sqlite)).isEqualTo(Schema.STEPS);
        }
        PostgresAddress address = server.newDatabase();
        PostgresStore.create(address, Records.installation(), Records.mac()).close();
        try (Connection postgresql =
                DriverManager.getConnection(address.url(), address.user(), "")) {
            assertThat(Schema.stepsTaken(postgresql)).isEqualTo(Schema.STEPS);
        }
    }

    @Test
    void postgresqlIsHeldToTheSame() throws Exception {
        PostgresAddress address = server.newDatabase();
        assertThatThrownBy(() -> PostgresStore.open(address, Records.mac()))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessage("the database holds no store");
        try (PostgresStore store =
                PostgresStore.create(address, Records.installation(), Records.mac())) {
            store.commit(Records.commit(Records.tenancy()));
        }
        assertThatThrownBy(
                        () -> PostgresStore.create(address, Records.installation(), Records.mac()))
                .isInstanceOf(StoreException.AlreadyExists.class);
        step("V2__notes.sql", "alter table record add column note text; select 1 from nowhere;");
        assertThatThrownBy(() -> PostgresDatabase.connected(address, next("bigint"), false).close())
                .isInstanceOf(StoreException.Incompatible.class);
        step("V2__notes.sql", "alter table record add column note text not null default 'none';");
        PostgresDatabase.connected(address, next("bigint"), false).close();
        assertThat(TableDump.of(address.url(), address.user(), "")).contains("note=none");
        assertThatThrownBy(() -> PostgresStore.open(address, Records.mac()))
                .isInstanceOf(StoreException.Incompatible.class);
    }

    @Test
    void postgresqlThatIsAwayIsUnavailable() {
        PostgresAddress address = server.address("nowhere");
        assertThatThrownBy(() -> PostgresStore.open(address, Records.mac()))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessage("the database doesn't exist");
        PostgresAddress nobody =
                new PostgresAddress(
                        "jdbc:postgresql://127.0.0.1:1/x", "postgres", address.password(), 1);
        assertThatThrownBy(() -> PostgresStore.open(nobody, Records.mac()))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessage("the database can't be reached");
    }

    @Test
    void postgresqlThatGoesAwayIsUnavailableAndUsedAgainWhenBack() throws Exception {
        PostgresAddress address = server.newDatabase();
        try (PostgresStore store =
                PostgresStore.create(address, Records.installation(), Records.mac())) {
            store.commit(Records.commit(Records.tenancy()));
            // Every connection is cut, as by a restart of the server.
            String cut =
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where application_name = 'cardea'";
            try (Connection connection =
                            DriverManager.getConnection(address.url(), address.user(), "");
                    Statement statement = connection.createStatement()) {
                statement.execute(cut);
            }
            // Each of the pool's connections may have to be found broken once.
            int failed = 0;
            while (failed < address.connections()) {
                try {
                    assertThat(store.newestRevision()).isEqualTo(7);
                    return;
                } catch (StoreException.Unavailable _) {
                    failed++;
                }
            }
            assertThat(store.newestRevision()).isEqualTo(7);
        }
    }

    @Test
    void passwordIsInNoText() {
        PostgresAddress address =
                new PostgresAddress(
                        "jdbc:postgresql://127.0.0.1:1/x", "cardea", new SecretText("hunter2"), 1);
        assertThat(address.toString()).doesNotContain("hunter2");
        assertThatThrownBy(() -> PostgresStore.open(address, Records.mac()))
                .satisfies(it -> {
                    for (Throwable cause = it; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain("hunter2");
                    }
                });
    }

    private void step(String name, String sql) throws IOException {
        Files.writeString(steps.resolve(name), sql);
    }

    private Schema next(String longType) {
        return Schema.at("filesystem:" + steps, longType);
    }

    private void migrate() {
        SqliteDatabase.open(file, SqliteStore.BUSY_TIMEOUT, next("integer")).close();
    }

    private void sql(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
