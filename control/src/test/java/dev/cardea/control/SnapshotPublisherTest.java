package dev.cardea.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.model.Change;
import dev.cardea.model.Disclosure;
import dev.cardea.model.Grants;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Snapshot;
import dev.cardea.storage.Actor;
import dev.cardea.storage.Commit;
import dev.cardea.storage.Installation;
import dev.cardea.storage.MemoryStore;
import dev.cardea.storage.Store;
import dev.cardea.storage.StoreException;
import dev.cardea.storage.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotPublisherTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final TestClock clock = new TestClock(START);
    private final MemoryStore memory =
            new MemoryStore(new Installation("abc", START, "0123456789ab"));
    private final List<Store> doors = new ArrayList<>();
    private boolean away;
    private final StoreDoor store =
            new StoreDoor(
                    () -> {
                        if (away) {
                            throw new StoreException.Unavailable("the disk is gone");
                        }
                        return new Flaky();
                    },
                    clock,
                    Duration.ofSeconds(1));
    private final Kept kept = new Kept();
    private @Nullable SnapshotPublisher publisher;

    @AfterEach
    void close() {
        if (publisher != null) {
            publisher.close();
        }
    }

    @Test
    void whatIsInTheStoreAtTheStartIsPublishedAndKept() {
        write("org_a", "a");

        Snapshot snapshot = start(null).snapshot();

        assertThat(snapshot.revision()).isEqualTo(1);
        assertThat(name(snapshot, "org_a")).isEqualTo("a");
        assertThat(snapshot.tag()).isEqualTo("abc");
        assertThat(kept.replaced).containsExactly(1L);
    }

    @Test
    void whatThisNodeWritesIsPublishedWithoutAskingTheStore() {
        SnapshotPublisher publisher = start(null);
        List<Change> changes = write("org_a", "a");
        away = true;

        publisher.publish(changes);

        assertThat(name(publisher.snapshot(), "org_a")).isEqualTo("a");
        assertThat(publisher.readings().newestRevision()).isEqualTo(1);
        assertThat(kept.appended).containsExactly(1L);
    }

    @Test
    void aChangeAfterAGapFetchesWhatAnotherProcessWrote() {
        SnapshotPublisher publisher = start(null);
        write("org_other", "other");
        List<Change> own = write("org_own", "own");

        publisher.publish(own);

        assertThat(name(publisher.snapshot(), "org_other")).isEqualTo("other");
        assertThat(name(publisher.snapshot(), "org_own")).isEqualTo("own");
        assertThat(kept.appended).containsExactly(1L, 2L);
    }

    @Test
    void aChangeThatIsInTheSnapshotAlreadyIsNotAppliedTwice() {
        SnapshotPublisher publisher = start(null);
        List<Change> changes = write("org_a", "a");
        publisher.catchUp();

        publisher.publish(changes);

        assertThat(kept.appended).containsExactly(1L);
    }

    @Test
    void whatAnotherProcessWritesIsFollowedWithoutBeingTold() throws Exception {
        SnapshotPublisher publisher = start(null, Duration.ofMillis(20));
        write("org_a", "a");

        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (publisher.snapshot().revision() < 1 && System.nanoTime() < end) {
            Thread.sleep(5);
        }

        assertThat(name(publisher.snapshot(), "org_a")).isEqualTo("a");
    }

    @Test
    void aStoreThatGoesAwayLeavesTheSnapshotAndItsAge() {
        write("org_a", "a");
        SnapshotPublisher publisher = start(null);
        clock.pass(Duration.ofSeconds(30));
        publisher.catchUp();
        away = true;
        clock.pass(Duration.ofSeconds(60));

        publisher.catchUp();

        assertThat(name(publisher.snapshot(), "org_a")).isEqualTo("a");
        assertThat(publisher.snapshot().asOf()).isEqualTo(START.plusSeconds(30));
        assertThat(publisher.health())
                .isEqualTo(new StoreHealth(false, START.plusSeconds(90), "the disk is gone"));
        assertThat(publisher.readings().heardAt()).isEqualTo(START.plusSeconds(30));
    }

    @Test
    void aSnapshotThatCannotBeKeptIsNoTroubleOfTheStore() {
        kept.full = true;
        SnapshotPublisher publisher = start(null);
        write("org_a", "a");
        publisher.catchUp();
        publisher.publish(write("org_b", "b"));

        assertThat(name(publisher.snapshot(), "org_a")).isEqualTo("a");
        assertThat(name(publisher.snapshot(), "org_b")).isEqualTo("b");
        assertThat(publisher.health().reachable()).isTrue();
        assertThat(publisher.readings().newestRevision()).isEqualTo(2);
        assertThat(kept.appended).isEmpty();

        kept.full = false;
        publisher.publish(write("org_c", "c"));
        assertThat(kept.appended).containsExactly(3L);
    }

    @Test
    void aStoreThatComesBackIsFollowedAgain() {
        SnapshotPublisher publisher = start(null);
        away = true;
        publisher.catchUp();
        write("org_a", "a");
        away = false;
        clock.pass(Duration.ofSeconds(5));

        publisher.catchUp();

        assertThat(publisher.health()).isEqualTo(new StoreHealth(true, clock.instant(), ""));
        assertThat(publisher.snapshot().revision()).isEqualTo(1);
        assertThat(publisher.snapshot().asOf()).isEqualTo(clock.instant());
    }

    @Test
    void aStartWithoutTheStoreServesFromWhatWasKept() {
        write("org_a", "a");
        Snapshot before = memory.loadAll().snapshot("abc", START);
        away = true;
        clock.pass(Duration.ofMinutes(10));

        SnapshotPublisher publisher = start(before);

        assertThat(publisher.snapshot()).isEqualTo(before);
        assertThat(publisher.health().reachable()).isFalse();
    }

    @Test
    void aStartWithoutTheStoreAndWithoutASnapshotFails() {
        away = true;

        assertThatThrownBy(() -> start(null)).isInstanceOf(StoreException.Unavailable.class);
    }

    @Test
    void aStoreThatWasPutBackIsLoadedAsAWhole() {
        Snapshot newer =
                Snapshot.empty("abc")
                        .with(new Change(7, START, organization("org_gone", "gone", 7)));
        write("org_a", "a");

        Snapshot snapshot = start(newer).snapshot();

        assertThat(snapshot.revision()).isEqualTo(1);
        assertThat(snapshot.organizations().get(new OrganizationId("org_gone"))).isNull();
        assertThat(kept.replaced).containsExactly(1L);
    }

    @Test
    void aDoorTriesAgainOnlyAfterAPause() {
        away = true;
        assertThatThrownBy(store::newestRevision).hasMessage("the disk is gone");
        away = false;
        assertThatThrownBy(store::newestRevision).hasMessage("the store can't be opened");
        clock.pass(Duration.ofSeconds(1));

        assertThat(store.newestRevision()).isZero();
        assertThat(doors).hasSize(1);
    }

    private SnapshotPublisher start(@Nullable Snapshot snapshot) {
        return start(snapshot, Duration.ofHours(1));
    }

    private SnapshotPublisher start(@Nullable Snapshot snapshot, Duration pace) {
        publisher = SnapshotPublisher.start(store, snapshot, kept, clock, pace);
        return publisher;
    }

    private List<Change> write(String id, String name) {
        return memory.commit(
                Commit.of(
                        Actor.SYSTEM,
                        "test",
                        clock.instant(),
                        Write.create(organization(id, name, 0))));
    }

    private static Organization organization(String id, String name, long revision) {
        return new Organization(
                new OrganizationId(id),
                name,
                Lifecycle.ACTIVE,
                Disclosure.STANDARD,
                Grants.ALL,
                revision);
    }

    private static String name(Snapshot snapshot, String id) {
        Organization organization = snapshot.organizations().get(new OrganizationId(id));
        return organization == null ? "(none)" : organization.name();
    }

    /// The revisions that a journal was given.
    private static final class Kept implements SnapshotJournal {
        final List<Long> appended = new ArrayList<>();
        final List<Long> replaced = new ArrayList<>();
        boolean full;

        @Override
        public void append(List<Change> changes, Snapshot after) {
            take();
            changes.forEach(it -> appended.add(it.revision()));
        }

        @Override
        public void replace(Snapshot snapshot) {
            take();
            replaced.add(snapshot.revision());
        }

        @Override
        public void confirm(Instant asOf) {
            take();
        }

        private void take() {
            if (full) {
                throw new StoreException.Unavailable("the snapshot's disk is full");
            }
        }
    }

    /// The store in memory, unless it is away.
    private final class Flaky extends Forwarding {
        Flaky() {
            super(memory);
            doors.add(this);
        }

        @Override
        void before() {
            if (away) {
                throw new StoreException.Unavailable("the disk is gone");
            }
        }
    }
}
