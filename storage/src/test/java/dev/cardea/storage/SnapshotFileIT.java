package dev.cardea.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.Key;
import dev.cardea.model.KeyState;
import dev.cardea.model.ModelTable;
import dev.cardea.model.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotFileIT {
    @TempDir Path home;

    private final MemoryStore store = new MemoryStore(Records.installation());
    private Snapshot snapshot;
    private SnapshotFile file;
    private Path base;
    private Path journal;

    @BeforeEach
    void open() {
        store.commit(Records.commit(Records.tenancy()));
        snapshot = store.loadAll().snapshot("t3S", Records.NOON);
        file = new SnapshotFile(home, Records.mac());
        base = home.resolve("snapshot");
        journal = home.resolve("snapshot.journal");
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void nothingIsThereAtFirst() {
        assertThat(file.exists()).isFalse();
        assertThat(file.load()).isEmpty();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void comesBackAsItWas() {
        store.commit(
                Records.commit(
                        Write.create(Records.fullKey()),
                        Write.create(Records.route("route_fast", "fast"))));
        snapshot = store.loadAll().snapshot("t3S", Records.NOON);
        file.replace(snapshot);
        SnapshotFile.Loaded loaded = reopened();
        assertSame(loaded.snapshot(), snapshot);
        assertThat(loaded.cut()).isZero();
        assertThat(loaded.damage()).isEmpty();
        assertThat(((Key) entities(loaded.snapshot()).get("key_t3Sfull")).intact()).isFalse();
        assertThat(loaded.snapshot().routes().size()).isEqualTo(1);
    }

    @Test
    void onlyItsOwnerCanReadIt() throws IOException {
        file.replace(snapshot);
        change(KeyState.DISABLED, 1);
        for (Path path : List.of(base, journal)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void changesComeBackInTheirOrder() {
        file.replace(snapshot);
        change(KeyState.DISABLED, 1);
        change(KeyState.ACTIVE, 2);
        change(KeyState.REVOKED, 3);
        assertSame(reopened().snapshot(), snapshot);
        // And goes on from there.
        change(KeyState.DELETED, 4);
        assertSame(reopened().snapshot(), snapshot);
        assertThat(snapshot.revision()).isEqualTo(11);
    }

    @Test
    void firstChangeWritesEverything() {
        change(KeyState.DISABLED, 1);
        assertSame(reopened().snapshot(), snapshot);
    }

    @Test
    void changesThatDoNotFollowWriteEverythingAnew() {
        file.replace(snapshot);
        List<Change> skipped = store.commit(Records.commit(Write.create(Records.key(2))));
        snapshot = snapshot.with(skipped.getFirst());
        change(KeyState.DISABLED, 1);
        assertSame(reopened().snapshot(), snapshot);
        assertThat(snapshot.keys().size()).isEqualTo(2);
    }

    @Test
    void timeGoesOnWhereNothingChanges() {
        file.replace(snapshot);
        file.touch(Records.NOON.plusSeconds(60));
        assertThat(reopened().snapshot().asOf()).isEqualTo(Records.NOON.plusSeconds(60));
        file.append(snapshot.at(7, Records.NOON.plusSeconds(120)), List.of());
        assertThat(reopened().snapshot().asOf()).isEqualTo(Records.NOON.plusSeconds(120));
        assertThat(reopened().snapshot().revision()).isEqualTo(7);
    }

    @Test
    void timeIsNotWrittenAtEveryBreath() throws IOException {
        file.replace(snapshot);
        file.touch(Records.NOON.plusSeconds(60));
        long length = Files.size(journal);
        for (int i = 0; i < 40; i++) {
            file.touch(Records.NOON.plusSeconds(60).plusMillis(100L * i));
        }
        assertThat(Files.size(journal)).isEqualTo(length);
    }

    @Test
    void tornTailIsCutWhereverItWasTorn() throws IOException {
        file.replace(snapshot);
        change(KeyState.DISABLED, 1);
        Snapshot before = snapshot;
        long whole = Files.size(journal);
        change(KeyState.REVOKED, 2);
        Snapshot after = snapshot;
        byte[] bytes = Files.readAllBytes(journal);
        file.close();
        for (int length = (int) whole; length < bytes.length; length++) {
            Files.write(journal, Arrays.copyOf(bytes, length));
            SnapshotFile.Loaded loaded = reopened();
            assertSame(loaded.snapshot(), before);
            assertThat(loaded.damage()).isEmpty();
            assertThat(loaded.cut()).isEqualTo(length - whole);
            assertThat(Files.size(journal)).isEqualTo(whole);
        }
        // What was cut off is written again, behind what was good.
        file.append(after, List.of(newest()));
        assertSame(reopened().snapshot(), after);
    }

    @Test
    void tailOfZerosIsCut() throws IOException {
        file.replace(snapshot);
        change(KeyState.DISABLED, 1);
        file.close();
        Files.write(journal, new byte[500], StandardOpenOption.APPEND);
        SnapshotFile.Loaded loaded = reopened();
        assertSame(loaded.snapshot(), snapshot);
        assertThat(loaded.cut()).isEqualTo(500);
    }

    @Test
    void damagedMiddleIsReportedAndWhatFollowsIsNotUsed() throws IOException {
        file.replace(snapshot);
        change(KeyState.DISABLED, 1);
        Snapshot before = snapshot;
        int start = (int) Files.size(journal);
        change(KeyState.ACTIVE, 2);
        int end = (int) Files.size(journal);
        change(KeyState.REVOKED, 3);
        file.close();
        byte[] bytes = Files.readAllBytes(journal);
        for (int at = start; at < end; at += 3) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x10;
            Files.write(journal, damaged);
            SnapshotFile.Loaded loaded = reopened();
            assertSame(loaded.snapshot(), before);
            assertThat(loaded.damage().orElseThrow())
                    .isEqualTo(
                            "the journal %s is damaged at byte %d; what it holds after revision 8 is lost"
                                    .formatted(journal, start));
            // Nothing is lost by looking.
            assertThat(Files.readAllBytes(journal)).isEqualTo(damaged);
        }
        // The next change replaces all of it.
        change(KeyState.DELETED, 4);
        SnapshotFile.Loaded loaded = reopened();
        assertSame(loaded.snapshot(), snapshot);
        assertThat(loaded.damage()).isEmpty();
    }

    @Test
    void recordThatIsMissingIsReported() throws IOException {
        file.replace(snapshot);
        int start = (int) Files.size(journal);
        change(KeyState.DISABLED, 1);
        int end = (int) Files.size(journal);
        change(KeyState.REVOKED, 2);
        file.close();
        byte[] bytes = Files.readAllBytes(journal);
        Files.write(journal, Arrays.copyOf(bytes, start));
        Files.write(
                journal, Arrays.copyOfRange(bytes, end, bytes.length), StandardOpenOption.APPEND);
        SnapshotFile.Loaded loaded = reopened();
        assertThat(loaded.damage()).isPresent();
        assertThat(loaded.snapshot().revision()).isEqualTo(7);
    }

    @Test
    void damagedBaseIsOneSentence() throws IOException {
        file.replace(snapshot);
        file.close();
        byte[] bytes = Files.readAllBytes(base);
        for (int at = 0; at < bytes.length; at += 7) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x04;
            Files.write(base, damaged);
            assertThatThrownBy(this::reopened)
                    .isInstanceOfAny(
                            StoreException.Corrupt.class, StoreException.Incompatible.class)
                    .hasMessageContaining(base.toString());
        }
        for (int length : new int[] {0, 10, 60, bytes.length - 1}) {
            Files.write(base, Arrays.copyOf(bytes, length));
            assertThatThrownBy(this::reopened).isInstanceOf(StoreException.Corrupt.class);
        }
        Files.write(base, bytes);
        Files.write(base, new byte[] {1}, StandardOpenOption.APPEND);
        assertThatThrownBy(this::reopened).isInstanceOf(StoreException.Corrupt.class);
    }

    @Test
    void anotherKeyEncryptionKeyIsNamed() {
        file.replace(snapshot);
        file.close();
        RowMac other = RowMac.derive(new byte[32]);
        try (SnapshotFile foreign = new SnapshotFile(home, other)) {
            assertThatThrownBy(foreign::load)
                    .isInstanceOf(StoreException.Incompatible.class)
                    .hasMessage(
                            "%s was written with another key-encryption key than the one at hand"
                                    .formatted(base));
        }
    }

    @Test
    void grownJournalIsFoldedIntoTheBase() throws IOException {
        file = new SnapshotFile(home, Records.mac(), 2_000);
        file.replace(snapshot);
        long before = Files.size(base);
        for (int i = 2; i < 60; i++) {
            append(store.commit(Records.commit(Write.create(Records.key(i)))));
        }
        file.awaitRewrite();
        assertThat(Files.size(base)).isGreaterThan(before + 2_000);
        assertThat(Files.size(journal)).isLessThan(59 * 300);
        assertSame(reopened().snapshot(), snapshot);
        assertThat(snapshot.keys().size()).isEqualTo(59);
        try (var files = Files.list(home)) {
            assertThat(files).containsExactlyInAnyOrder(base, journal);
        }
    }

    @Test
    void crashBetweenBaseAndJournalLosesNothing() throws IOException {
        file.replace(snapshot);
        change(KeyState.DISABLED, 1);
        Path oldJournal = home.resolve("old");
        change(KeyState.ACTIVE, 2);
        Files.copy(journal, oldJournal);
        file.close();
        // A rewrite that has put the base in its place, but not the journal yet.
        long line = new SnapshotBase(base, Records.mac()).read().line();
        SnapshotBase writer = new SnapshotBase(base, Records.mac());
        writer.install(writer.prepare(snapshot, line));
        SnapshotFile.Loaded loaded = reopened();
        assertSame(loaded.snapshot(), snapshot);
        assertThat(loaded.damage()).isEmpty();
        change(KeyState.REVOKED, 3);
        assertSame(reopened().snapshot(), snapshot);
    }

    @Test
    void journalOfAnotherStoryIsNotApplied() throws IOException {
        file.replace(snapshot);
        Snapshot restored = snapshot;
        change(KeyState.DISABLED, 1);
        byte[] old = Files.readAllBytes(journal);
        // The store went back to a backup; the process stopped before the journal was replaced.
        file.replace(restored);
        file.close();
        Files.write(journal, old);
        assertSame(reopened().snapshot(), restored);
    }

    @Test
    void unfinishedBaseIsNoHindrance() throws IOException {
        file.replace(snapshot);
        file.close();
        Files.copy(base, home.resolve("snapshot.1.new"));
        Files.copy(journal, home.resolve("snapshot.journal.new"));
        assertSame(reopened().snapshot(), snapshot);
        file.replace(snapshot);
        change(KeyState.DISABLED, 1);
        assertSame(reopened().snapshot(), snapshot);
    }

    @Test
    void missingJournalIsAnEmptyOne() throws IOException {
        file.replace(snapshot);
        file.close();
        Files.delete(journal);
        assertSame(reopened().snapshot(), snapshot);
        change(KeyState.DISABLED, 1);
        assertSame(reopened().snapshot(), snapshot);
    }

    @Test
    void diskThatTakesNothingLeavesWhatWasThere() throws IOException {
        file.replace(snapshot);
        Path elsewhere = home.resolveSibling(home.getFileName() + "-away");
        Files.move(home, elsewhere, StandardCopyOption.ATOMIC_MOVE);
        assertThatThrownBy(() -> file.replace(snapshot))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("can't be written");
        Files.move(elsewhere, home, StandardCopyOption.ATOMIC_MOVE);
        assertSame(reopened().snapshot(), snapshot);
    }

    @Test
    void holdsHashesOnly() throws IOException {
        file.replace(snapshot);
        change(KeyState.DISABLED, 1);
        for (Path path : List.of(base, journal)) {
            assertThat(Files.readString(path, StandardCharsets.ISO_8859_1))
                    .contains(Records.key(1).secrets().getFirst().hash().hex())
                    .doesNotContain("secret 1");
        }
    }

    private void change(KeyState state, int seconds) {
        Key key = (Key) store.find(Records.key(1).id()).orElseThrow();
        append(
                store.commit(
                        Commit.of(
                                Actor.SYSTEM,
                                "test",
                                Records.NOON.plusSeconds(seconds),
                                Write.update(key.withState(state)))));
    }

    private void append(List<Change> changes) {
        for (Change change : changes) {
            snapshot = snapshot.with(change);
        }
        file.append(snapshot, changes);
    }

    private Change newest() {
        return store.changesAfter(store.newestRevision() - 1, 1).getFirst();
    }

    private SnapshotFile.Loaded reopened() {
        file.close();
        file = new SnapshotFile(home, Records.mac());
        Optional<SnapshotFile.Loaded> loaded = file.load();
        return loaded.orElseThrow();
    }

    private static void assertSame(Snapshot found, Snapshot expected) {
        assertThat(found.tag()).isEqualTo(expected.tag());
        assertThat(found.revision()).isEqualTo(expected.revision());
        assertThat(found.asOf()).isEqualTo(expected.asOf());
        assertThat(entities(found)).isEqualTo(entities(expected));
        assertThat(found.keysByHash().size()).isEqualTo(expected.keysByHash().size());
        ModelTable models = found.models();
        assertThat(models.listedModels()).isEqualTo(expected.models().listedModels());
    }

    private static Map<String, Entity> entities(Snapshot snapshot) {
        List<Entity> all = new ArrayList<>();
        all.addAll(snapshot.organizations().values());
        all.addAll(snapshot.teams().values());
        all.addAll(snapshot.applications().values());
        all.addAll(snapshot.owners().values());
        all.addAll(snapshot.providers().values());
        all.addAll(snapshot.credentials().values());
        all.addAll(snapshot.routes().values());
        all.addAll(snapshot.keys().values());
        Map<String, Entity> byId = new HashMap<>();
        all.forEach(it -> byId.put(it.id().value(), it));
        return byId;
    }
}
