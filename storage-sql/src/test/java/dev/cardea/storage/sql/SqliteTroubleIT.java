package dev.cardea.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.model.Key;
import dev.cardea.model.KeyState;
import dev.cardea.model.Sha256;
import dev.cardea.storage.Query;
import dev.cardea.storage.Records;
import dev.cardea.storage.RowMac;
import dev.cardea.storage.StoreException;
import dev.cardea.storage.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens when a SQLite file is missing, taken away, held, damaged or forged.
final class SqliteTroubleIT {
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir Path home;
    private Path file;
    private SqliteStore store;

    @BeforeEach
    void create() {
        file = home.resolve("cardea.db");
        store = SqliteStore.create(file, Records.installation(), Records.mac(), SHORT);
        store.commit(Records.commit(Records.tenancy()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatWasWrittenIsThereAfterOpeningAgain() {
        var before = store.loadAll();
        reopen();
        assertThat(store.loadAll()).isEqualTo(before);
        assertThat(store.installation()).isEqualTo(Records.installation());
    }

    @Test
    void onlyItsOwnerCanReadIt() throws IOException {
        try (var files = Files.list(home)) {
            assertThat(files)
                    .allSatisfy(it ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(it)))
                                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void storeThatIsThereIsNotMadeAgain() {
        assertThatThrownBy(() -> SqliteStore.create(file, Records.installation(), Records.mac()))
                .isInstanceOf(StoreException.AlreadyExists.class);
        assertThat(store.newestRevision()).isEqualTo(7);
    }

    @Test
    void missingFileIsNotReplacedByAnEmptyOne() throws IOException {
        Path missing = home.resolve("missing.db");
        assertThatThrownBy(() -> SqliteStore.open(missing, Records.mac()))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessage("the store file %s is gone".formatted(missing));
        assertThat(missing).doesNotExist();
    }

    @Test
    void crashWhileMakingAStoreLeavesNone() throws IOException {
        Path fresh = home.resolve("fresh.db");
        Files.writeString(home.resolve("fresh.db.new"), "half");
        assertThatThrownBy(() -> SqliteStore.open(fresh, Records.mac()))
                .isInstanceOf(StoreException.Unavailable.class);
        try (var made = SqliteStore.create(fresh, Records.installation(), Records.mac())) {
            assertThat(made.newestRevision()).isZero();
        }
        assertThat(home.resolve("fresh.db.new")).doesNotExist();
    }

    @Test
    void deletedFileIsNoticed() throws IOException {
        Files.delete(file);
        assertThatThrownBy(() -> store.newestRevision())
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessage("the store file %s is gone".formatted(file));
        assertThatThrownBy(() -> store.commit(Records.commit(Write.create(Records.key(2)))))
                .isInstanceOf(StoreException.Unavailable.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void fileThatComesBackIsUsedAgain() throws IOException {
        Path away = home.resolve("away.db");
        Files.move(file, away);
        assertThatThrownBy(() -> store.newestRevision())
                .isInstanceOf(StoreException.Unavailable.class);
        Files.move(away, file);
        assertThat(store.newestRevision()).isEqualTo(7);
    }

    @Test
    void fileInItsPlaceIsNotTakenForIt() throws IOException {
        Path other = home.resolve("other.db");
        SqliteStore.create(other, Records.installation(), Records.mac()).close();
        Files.move(file, home.resolve("away.db"));
        Files.move(other, file);
        assertThatThrownBy(() -> store.newestRevision())
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessage(
                        "the store file %s was replaced while it was open; restart to use the new one"
                                .formatted(file));
    }

    @Test
    void lockedFileIsUnavailableAndLaterUsedAgain() throws SQLException {
        try (Connection holder = connection();
                Statement statement = holder.createStatement()) {
            statement.execute("begin immediate");
            long start = System.nanoTime();
            assertThatThrownBy(() -> store.commit(Records.commit(Write.create(Records.key(2)))))
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessage("the store file %s is locked by another process".formatted(file));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(SHORT.minusMillis(20), Duration.ofSeconds(10));
            // Readers go on: a write-ahead log is between them and the writer.
            assertThat(store.newestRevision()).isEqualTo(7);
            statement.execute("rollback");
        }
        assertThat(store.commit(Records.commit(Write.create(Records.key(2))))).hasSize(1);
    }

    @Test
    void fileLockedAgainstReadersIsUnavailableToo() throws SQLException {
        store.close();
        try (Connection holder = connection();
                Statement statement = holder.createStatement()) {
            statement.execute("pragma locking_mode = exclusive");
            statement.execute("begin exclusive");
            statement.execute("insert into claim values ('x', 'y')");
            assertThatThrownBy(() -> SqliteStore.open(file, Records.mac(), SHORT))
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessage("the store file %s is locked by another process".formatted(file));
            statement.execute("rollback");
        }
        reopen();
        assertThat(store.newestRevision()).isEqualTo(7);
    }

    @Test
    void twoProcessesWriteInTurn() throws Exception {
        try (SqliteStore second = SqliteStore.open(file, Records.mac(), Duration.ofSeconds(10));
                SqliteStore first = SqliteStore.open(file, Records.mac(), Duration.ofSeconds(10));
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Void>> both = new ArrayList<>();
            for (SqliteStore each : List.of(first, second)) {
                int from = each.equals(first) ? 100 : 200;
                Callable<Void> work =
                        () -> {
                            for (int i = 0; i < 20; i++) {
                                each.commit(Records.commit(Write.create(Records.key(from + i))));
                            }
                            return null;
                        };
                both.add(threads.submit(work));
            }
            for (Future<Void> one : both) {
                one.get();
            }
            assertThat(first.newestRevision()).isEqualTo(47);
            assertThat(second.changesAfter(0, 100)).isEqualTo(first.changesAfter(0, 100));
        }
    }

    @Test
    void whatIsNoStoreIsNamed() throws IOException {
        store.close();
        Path text = home.resolve("text.db");
        Files.writeString(text, "not a database, and longer than a header has to be ".repeat(9));
        assertThatThrownBy(() -> SqliteStore.open(text, Records.mac()))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessage(
                        "the store file %s is damaged; restore it from a backup".formatted(text));
        Path empty = Files.createFile(home.resolve("empty.db"));
        assertThatThrownBy(() -> SqliteStore.open(empty, Records.mac()))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining("is not a store of this gateway");
        assertThat(empty).isEmptyFile();
    }

    @Test
    void damagedPagesAreOneSentence() throws IOException {
        for (int i = 2; i < 200; i++) {
            store.commit(Records.commit(Write.create(Records.key(i))));
        }
        store.close();
        long size = Files.size(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long at = 4096; at < size; at += 4096) {
                channel.write(ByteBuffer.allocate(2048), at);
            }
        }
        assertThatThrownBy(
                        () -> {
                            reopen();
                            store.loadAll();
                        })
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessage(
                        "the store file %s is damaged; restore it from a backup".formatted(file));
    }

    @Test
    void anotherKeyEncryptionKeyIsNamed() {
        store.close();
        RowMac other = RowMac.derive(new byte[32]);
        assertThatThrownBy(() -> SqliteStore.open(file, other))
                .isInstanceOf(StoreException.Incompatible.class)
                .hasMessage(
                        "the store was written with key-encryption key %s, and the one at hand is %s"
                                .formatted(Records.mac().keyId(), other.keyId()));
    }

    @Test
    void keyAlteredByHandIsKnownAsDamaged() {
        Key before = key();
        String hash = before.secrets().getFirst().hash().hex();
        tamper(
                "update version set body = replace(body, '%s', '%s') where revision = 7"
                        .formatted(hash, Sha256.of("forged").hex()));
        assertThat(key().intact()).isFalse();
        assertThat(key().withIntact(true).secrets()).isNotEqualTo(before.secrets());
        assertThat(store.loadAll().entities()).contains(key());
        assertThat(store.list(Query.of(Key.class)).entities()).containsExactly(key());
        assertThat(store.changesAfter(6, 1).getFirst().entity()).isEqualTo(key());
        // Writing it again doesn't make it good.
        store.commit(Records.commit(Write.update(key().withState(KeyState.REVOKED))));
        assertThat(key().intact()).isFalse();
        assertThat(key().state()).isEqualTo(KeyState.REVOKED);
    }

    @Test
    void forgedKeyIsKnownAsDamaged() {
        for (String forgery :
                List.of(
                        "update version set mac = null where revision = 7",
                        "update version set mac = 'zz' where revision = 7",
                        "update version set mac = '%s' where revision = 7"
                                .formatted("0".repeat(32)),
                        "update version set body = replace(body, 'ACTIVE', 'active')"
                                + " where revision = 7",
                        "update version set body = '' where revision = 7",
                        "update version set body = (select body from version where revision = 1)"
                                + " where revision = 7",
                        "delete from version where revision = 7")) {
            reset();
            tamper(forgery);
            Key key = key();
            assertThat(key.intact()).as(forgery).isFalse();
            assertThat(key.id()).isEqualTo(Records.key(1).id());
            assertThat(key.application()).isEqualTo(Records.CHAT);
            assertThat(key.revision()).isEqualTo(7);
            assertThat(store.loadAll().entities()).hasSize(7);
        }
    }

    @Test
    void anyOtherRecordThatCannotBeReadIsNamed() {
        tamper("update version set body = replace(body, 'ACTIVE', 'AWAKE') where revision = 1");
        assertThatThrownBy(() -> store.loadAll())
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageStartingWith("org_acme at revision 1 can't be read");
        assertThat(key().intact()).isTrue();
    }

    @Test
    void gapInTheFeedIsNoticed() {
        tamper("delete from version where revision = 4");
        assertThatThrownBy(() -> store.changesAfter(0, 10))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessage("the change feed lacks revision 4");
    }

    @Test
    void backupIsAStoreItself() throws IOException {
        Path backup = home.resolve("backup.db");
        store.backup(backup);
        var before = store.loadAll();
        store.commit(Records.commit(Write.create(Records.key(2))));
        try (SqliteStore restored = SqliteStore.open(backup, Records.mac())) {
            assertThat(restored.loadAll()).isEqualTo(before);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> store.backup(backup))
                .isInstanceOf(StoreException.AlreadyExists.class);
    }

    @Test
    void callsFromVirtualThreadsLeaveTheirCarriersFree() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(threads.submit(() -> store.loadAll().entities().size()));
            }
            for (Future<Integer> one : all) {
                assertThat(one.get()).isEqualTo(7);
            }
        }
    }

    @Test
    void everyTableIsInTheDump() {
        store.commit(
                Records.commit(Write.create(Records.key(2))).remembering("idem", "hash", "key_x"));
        assertThat(TableDump.of(file))
                .contains("-- installation", "-- version", "-- record", "-- claim", "tag=t3S")
                .contains("own_ada", "idempotency_key=idem", "Ada Lovelace")
                .contains(Records.key(2).secrets().getFirst().hash().hex())
                .doesNotContain("secret 2");
    }

    private Key key() {
        return (Key) store.find(Records.key(1).id()).orElseThrow();
    }

    private void reset() {
        store.close();
        try (var files = Files.list(home)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        create();
    }

    private void reopen() {
        store.close();
        store = SqliteStore.open(file, Records.mac(), SHORT);
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private void tamper(String sql) {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
