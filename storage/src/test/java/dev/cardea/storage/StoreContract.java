package dev.cardea.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cardea.model.Application;
import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeyState;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.OwnerId;
import dev.cardea.model.Provider;
import dev.cardea.model.Team;
import dev.cardea.model.TeamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store does, whatever it keeps its records in. A backend's tests inherit these.
public abstract class StoreContract {
    /// A store without any record, of [Records#installation].
    protected abstract Store emptyStore();

    private Store store;

    @BeforeEach
    void open() {
        store = emptyStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void emptyStoreHasAnInstallationAndNothingElse() {
        assertThat(store.installation()).isEqualTo(Records.installation());
        assertThat(store.newestRevision()).isZero();
        assertThat(store.changesAfter(0, 10)).isEmpty();
        assertThat(store.audit(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(store.list(Query.of(Key.class)).entities()).isEmpty();
        assertThat(store.find(Records.ACME)).isEmpty();
        assertThat(store.history(Records.ACME)).isEmpty();
        assertThat(store.loadAll())
                .isEqualTo(new State(0, Records.installation().createdAt(), List.of()));
    }

    @Test
    void writesGetConsecutiveRevisionsInTheirOrder() {
        List<Change> changes = store.commit(Records.commit(Records.tenancy()));
        assertThat(changes)
                .extracting(Change::revision)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(changes)
                .allSatisfy(it -> {
                    assertThat(it.entity().revision()).isEqualTo(it.revision());
                    assertThat(it.at()).isEqualTo(Records.NOON);
                });
        assertThat(changes)
                .extracting(it -> it.entity().withRevision(0))
                .isEqualTo(Records.tenancy().stream().map(Write::entity).toList());
        assertThat(store.newestRevision()).isEqualTo(7);
    }

    @Test
    void everyKindIsFoundAsItWasWritten() {
        for (Change change : fill()) {
            assertThat(store.find(change.entity().id())).contains(change.entity());
        }
        Entity full =
                store.commit(Records.commit(Write.create(Records.fullKey()))).getFirst().entity();
        assertThat(store.find(full.id())).contains(full);
        assertThat(full).isEqualTo(Records.fullKey().withRevision(8));
    }

    @Test
    void newVersionReplacesTheOldOneAndTheOldOneStays() {
        fill();
        Key key = key(1);
        store.commit(
                Commit.of(
                                new Actor("own_ada"),
                                "keys.revoke",
                                Records.NOON.plusSeconds(5),
                                Write.update(key.withState(KeyState.REVOKED)))
                        .because("left in a taxi"));
        assertThat(key(1).state()).isEqualTo(KeyState.REVOKED);
        List<Version> history = store.history(key.id());
        assertThat(history).hasSize(2);
        assertThat(history.getFirst().change().entity()).isEqualTo(key);
        assertThat(history.getLast())
                .isEqualTo(
                        new Version(
                                new Change(8, Records.NOON.plusSeconds(5), key(1)),
                                new Actor("own_ada"),
                                "keys.revoke",
                                "left in a taxi"));
    }

    @Test
    void staleWriterIsToldWhatIsFoundAndExpected() {
        fill();
        Key read = key(1);
        store.commit(Records.commit(Write.update(read.withState(KeyState.REVOKED))));
        StoreException.Conflict conflict =
                catchThrowableOfType(
                        StoreException.Conflict.class,
                        () -> store.commit(Records.commit(Write.update(read))));
        assertThat(conflict).isNotNull();
        assertThat(conflict.id()).isEqualTo(read.id());
        assertThat(conflict.expected()).isEqualTo(7);
        assertThat(conflict.found()).isEqualTo(8);
        assertThat(conflict)
                .hasMessage("key_t3S0000000000001 is at revision 8, expected revision 7");
        assertThat(key(1).state()).isEqualTo(KeyState.REVOKED);
    }

    @Test
    void creatingWhatExistsAndUpdatingWhatDoesNotAreConflicts() {
        fill();
        assertThatThrownBy(() -> store.commit(Records.commit(Write.create(Records.key(1)))))
                .isInstanceOf(StoreException.Conflict.class)
                .hasMessage("key_t3S0000000000001 is at revision 7, expected no revision (absent)");
        assertThatThrownBy(() -> store.commit(Records.commit(new Write(Records.key(2), 3))))
                .isInstanceOf(StoreException.Conflict.class)
                .hasMessage("key_t3S0000000000002 is at no revision (absent), expected revision 3");
    }

    @Test
    void commitIsMadeWholeOrNotAtAll() {
        fill();
        State before = store.loadAll();
        assertThatThrownBy(() ->
                        store.commit(
                                Records.commit(
                                                Write.create(Records.key(2)),
                                                Write.create(Records.key(3)),
                                                new Write(Records.key(1), 1))
                                        .remembering("again", "hash", "answer")))
                .isInstanceOf(StoreException.Conflict.class);
        assertThat(store.loadAll()).isEqualTo(before);
        assertThat(store.newestRevision()).isEqualTo(7);
        assertThat(store.history(Records.key(2).id())).isEmpty();
        assertThat(store.recall(Actor.SYSTEM, "again")).isEmpty();
        assertThat(store.commit(Records.commit(Write.create(Records.key(2)))).getFirst().revision())
                .isEqualTo(8);
    }

    @Test
    void namesAreUniqueWhereTheyHaveTo() {
        fill();
        refuseTaken(Records.organization("org_other", "acme"), "organization name 'acme'");
        refuseTaken(Records.team("team_other", Records.ACME, "core"), "team name 'core'");
        refuseTaken(
                Records.application("app_other", Records.CORE, "chat"), "application name 'chat'");
        refuseTaken(Records.provider("prov_other", "openai"), "provider name 'openai'");
        store.commit(Records.commit(Write.create(Records.route("route_fast", "fast"))));
        refuseTaken(Records.route("route_other", "fast"), "route name 'fast'");
        // The same name elsewhere is another name.
        store.commit(
                Records.commit(
                        Write.create(Records.organization("org_other", "other")),
                        Write.create(
                                Records.team(
                                        "team_other", new OrganizationId("org_other"), "core")),
                        Write.create(
                                Records.application("app_x", new TeamId("team_other"), "chat"))));
    }

    @Test
    void renamedAndDeletedRecordsGiveTheirNamesBack() {
        fill();
        Organization acme = (Organization) store.find(Records.ACME).orElseThrow();
        store.commit(
                Records.commit(
                        Write.update(
                                new Organization(
                                        acme.id(),
                                        "acme inc",
                                        acme.state(),
                                        acme.disclosure(),
                                        acme.grants(),
                                        acme.revision()))));
        store.commit(Records.commit(Write.create(Records.organization("org_2", "acme"))));
        Organization second = (Organization) store.find(new OrganizationId("org_2")).orElseThrow();
        Organization gone =
                new Organization(
                        second.id(),
                        second.name(),
                        Lifecycle.DELETED,
                        second.disclosure(),
                        second.grants(),
                        second.revision());
        // Within one commit, too.
        store.commit(
                Records.commit(
                        Write.update(gone), Write.create(Records.organization("org_3", "acme"))));
        refuseTaken(Records.organization("org_4", "acme"), "organization name 'acme'");
        refuseTaken(Records.organization("org_4", "acme inc"), "organization name 'acme inc'");
    }

    @Test
    void hashOfAKeyStaysTakenWhenTheKeyIsDeleted() {
        fill();
        store.commit(Records.commit(Write.update(key(1).withState(KeyState.DELETED))));
        Key sameSecret =
                new Key(
                        new KeyId("key_t3Sother"),
                        Records.ACME,
                        null,
                        null,
                        "other",
                        key(1).environment(),
                        key(1).type(),
                        KeyState.ACTIVE,
                        key(1).secrets(),
                        0,
                        Long.MAX_VALUE,
                        key(1).grants(),
                        true,
                        0);
        StoreException.AlreadyExists taken = refuseTaken(sameSecret, "the secret of this key");
        assertThat(taken.holder()).isEqualTo("key_t3S0000000000001");
        assertThat(taken).hasMessageNotContaining(key(1).secrets().getFirst().hash().hex());
    }

    @Test
    void namesTakenTwiceInOneCommitAreRefused() {
        assertThatThrownBy(() ->
                        store.commit(
                                Records.commit(
                                        Write.create(Records.organization("org_1", "x")),
                                        Write.create(Records.organization("org_2", "x")))))
                .isInstanceOf(StoreException.AlreadyExists.class)
                .hasMessage("organization name 'x' is taken by org_1");
    }

    @Test
    void recordThatIsPointedAtMustExist() {
        assertThatThrownBy(() ->
                        store.commit(
                                Records.commit(
                                        Write.create(
                                                Records.team("team_core", Records.ACME, "core")))))
                .isInstanceOf(StoreException.UnknownReference.class)
                .hasMessage("team_core refers to org_acme, which doesn't exist");
        fill();
        Key orphan =
                new Key(
                        new KeyId("key_t3Sorphan"),
                        Records.ACME,
                        Records.CHAT,
                        new OwnerId("own_nobody"),
                        "orphan",
                        key(1).environment(),
                        key(1).type(),
                        KeyState.ACTIVE,
                        Records.key(2).secrets(),
                        0,
                        Long.MAX_VALUE,
                        key(1).grants(),
                        true,
                        0);
        StoreException.UnknownReference unknown =
                catchThrowableOfType(
                        StoreException.UnknownReference.class,
                        () -> store.commit(Records.commit(Write.create(orphan))));
        assertThat(unknown.from()).isEqualTo(orphan.id());
        assertThat(unknown.to()).isEqualTo(new OwnerId("own_nobody"));
    }

    @Test
    void feedGoesOnAfterAnyRevision() {
        List<Change> all = fill();
        assertThat(store.changesAfter(0, 100)).isEqualTo(all);
        assertThat(store.changesAfter(0, 3)).isEqualTo(all.subList(0, 3));
        assertThat(store.changesAfter(3, 3)).isEqualTo(all.subList(3, 6));
        assertThat(store.changesAfter(7, 3)).isEmpty();
        assertThat(store.changesAfter(99, 3)).isEmpty();
    }

    @Test
    void feedShowsEveryVersion() {
        fill();
        Key key = key(1);
        store.commit(Records.commit(Write.update(key.withState(KeyState.DISABLED))));
        store.commit(Records.commit(Write.update(key(1).withState(KeyState.ACTIVE))));
        assertThat(store.changesAfter(6, 10))
                .extracting(it -> ((Key) it.entity()).state())
                .containsExactly(KeyState.ACTIVE, KeyState.DISABLED, KeyState.ACTIVE);
    }

    @Test
    void pastIsReadAsItWas() {
        fill();
        State seven = store.loadAll();
        store.commit(
                Commit.of(
                        Actor.SYSTEM,
                        "test",
                        Records.NOON.plusSeconds(1),
                        Write.update(key(1).withState(KeyState.REVOKED)),
                        Write.create(Records.key(2))));
        State nine = store.loadAll();
        assertThat(nine.revision()).isEqualTo(9);
        assertThat(nine.at()).isEqualTo(Records.NOON.plusSeconds(1));
        assertThat(nine.entities()).hasSize(8).contains(key(1), key(2));
        assertSameState(store.at(7), seven);
        assertSameState(store.at(9), nine);
        assertThat(store.at(2).entities()).hasSize(2);
        assertSameState(store.at(0), new State(0, store.installation().createdAt(), List.of()));
        assertThatThrownBy(() -> store.at(10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.at(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void walkOverPagesMissesAndRepeatsNothing() {
        fill();
        for (int i = 2; i <= 25; i++) {
            store.commit(Records.commit(Write.create(Records.key(i))));
        }
        List<Integer> seen = new ArrayList<>();
        Page<Key> page = store.list(Query.of(Key.class).limit(10));
        while (true) {
            page.entities().forEach(it -> seen.add(number(it)));
            if (page.next().isEmpty()) {
                break;
            }
            // What changes meanwhile keeps its place, what is new comes at the end.
            Key first = key(seen.getFirst());
            store.commit(
                    Records.commit(
                            Write.update(first.withState(KeyState.DISABLED)),
                            Write.create(Records.key(100 + seen.size()))));
            page = store.list(Query.of(Key.class).limit(10).after(page.next().getAsLong()));
        }
        List<Integer> expected = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            expected.add(i);
        }
        expected.addAll(List.of(110, 120));
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void lastFullPageIsTheEnd() {
        fill();
        store.commit(Records.commit(Write.create(Records.key(2))));
        Page<Key> page = store.list(Query.of(Key.class).limit(2));
        assertThat(page.entities()).hasSize(2);
        assertThat(page.next()).isEmpty();
    }

    @Test
    void listsAreFiltered() {
        fill();
        store.commit(
                Records.commit(
                        Write.create(Records.organization("org_b", "b")),
                        Write.create(Records.owner("own_bob", new OrganizationId("org_b"))),
                        Write.create(Records.key(2)),
                        Write.create(Records.fullKey())));
        Query<Key> keys = Query.of(Key.class);
        assertThat(numbers(keys)).containsExactly("1", "2", "full");
        assertThat(numbers(keys.parent(Records.CHAT))).containsExactly("1", "2");
        assertThat(numbers(keys.owner(Records.ADA))).containsExactly("1", "2");
        assertThat(numbers(keys.state("REVOKED_LEAKED"))).containsExactly("full");
        assertThat(numbers(keys.name("key 2"))).containsExactly("2");
        assertThat(numbers(keys.organization(Records.ACME))).hasSize(3);
        assertThat(numbers(keys.organization(new OrganizationId("org_b")))).isEmpty();
        assertThat(numbers(keys.owner(Records.ADA).parent(Records.CHAT).state("ACTIVE").limit(1)))
                .containsExactly("1");
        assertThat(store.list(Query.of(Application.class).parent(Records.CORE)).entities())
                .extracting(Application::name)
                .containsExactly("chat");
        assertThat(store.list(Query.of(Team.class).organization(Records.ACME)).entities())
                .hasSize(1);
        assertThat(store.list(Query.of(Provider.class).name("openai").state("ENABLED")).entities())
                .hasSize(1);
        assertThat(store.list(Query.of(Provider.class).state("DISABLED")).entities()).isEmpty();
    }

    @Test
    void auditTellsTheNewestFirst() {
        fill();
        store.commit(
                Commit.of(
                                new Actor("cli"),
                                "keys.issue",
                                Records.NOON,
                                Write.create(Records.key(2)))
                        .because("for tests"));
        List<Version> newest = store.audit(Long.MAX_VALUE, 2);
        assertThat(newest).hasSize(2);
        assertThat(newest.getFirst().actor()).isEqualTo(new Actor("cli"));
        assertThat(newest.getFirst().reason()).isEqualTo("for tests");
        assertThat(newest).extracting(it -> it.change().revision()).containsExactly(8L, 7L);
        assertThat(store.audit(7, 100))
                .extracting(it -> it.change().revision())
                .containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void answerIsRememberedWithTheCommitThatGaveIt() {
        store.commit(
                Records.commit(Records.tenancy()).remembering("k-1", "h", "key_t3S0000000000001"));
        Remembered expected =
                new Remembered(Actor.SYSTEM, "k-1", "h", "key_t3S0000000000001", Records.NOON);
        assertThat(store.recall(Actor.SYSTEM, "k-1")).contains(expected);
        // Another's key with the same text is another key.
        assertThat(store.recall(new Actor("bob"), "k-1")).isEmpty();
        assertThatThrownBy(() ->
                        store.commit(
                                Records.commit(Write.create(Records.key(2)))
                                        .remembering("k-1", "h2", "x")))
                .isInstanceOf(StoreException.AlreadyExists.class);
        assertThat(store.find(Records.key(2).id())).isEmpty();
        assertThat(store.forget(Records.NOON)).isZero();
        assertThat(store.forget(Records.NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(store.recall(Actor.SYSTEM, "k-1")).isEmpty();
    }

    @Test
    void damagedKeyStaysDamagedHoweverOftenItIsWritten() {
        fill();
        store.commit(Records.commit(Write.create(Records.fullKey())));
        Key damaged = (Key) store.find(Records.fullKey().id()).orElseThrow();
        assertThat(damaged.intact()).isFalse();
        store.commit(Records.commit(Write.update(damaged.withState(KeyState.DELETED))));
        assertThat(((Key) store.find(damaged.id()).orElseThrow()).intact()).isFalse();
    }

    @Test
    void timeIsKeptToTheMicrosecond() {
        Instant odd = Instant.parse("2026-03-01T12:00:00.123456789Z");
        store.commit(
                Commit.of(
                        Actor.SYSTEM,
                        "test",
                        odd,
                        Write.create(Records.organization("org_acme", "acme"))));
        assertThat(store.changesAfter(0, 1).getFirst().at())
                .isEqualTo(Instant.parse("2026-03-01T12:00:00.123456Z"));
    }

    @Test
    void manyWritersGetEachRevisionOnce() throws Exception {
        fill();
        int writers = 4;
        int each = 10;
        Map<Long, Change> seen = new ConcurrentHashMap<>();
        AtomicInteger number = new AtomicInteger(1);
        inParallel(
                writers,
                () -> {
                    for (int i = 0; i < each; i++) {
                        List<Change> changes =
                                store.commit(
                                        Records.commit(
                                                Write.create(Records.key(number.incrementAndGet())),
                                                Write.create(
                                                        Records.key(number.incrementAndGet()))));
                        assertThat(changes.get(1).revision())
                                .isEqualTo(changes.get(0).revision() + 1);
                        for (Change change : changes) {
                            assertThat(seen.put(change.revision(), change)).isNull();
                        }
                    }
                    return null;
                });
        assertThat(store.newestRevision()).isEqualTo(7 + writers * each * 2);
        List<Change> feed = store.changesAfter(7, 1000);
        assertThat(feed).hasSize(writers * each * 2);
        for (int i = 0; i < feed.size(); i++) {
            assertThat(feed.get(i).revision()).isEqualTo(8 + i);
            assertThat(feed.get(i)).isEqualTo(seen.get(8L + i));
        }
    }

    @Test
    void oneOfTwoWritersOfTheSameVersionWins() throws Exception {
        fill();
        Key read = key(1);
        AtomicInteger won = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        inParallel(
                4,
                () -> {
                    try {
                        store.commit(
                                Records.commit(Write.update(read.withState(KeyState.REVOKED))));
                        won.incrementAndGet();
                    } catch (StoreException.Conflict _) {
                        lost.incrementAndGet();
                    }
                    return null;
                });
        assertThat(won).hasValue(1);
        assertThat(lost).hasValue(3);
        assertThat(store.history(read.id())).hasSize(2);
    }

    @Test
    void readerOfTheFeedNeverSeesAGap() throws Exception {
        fill();
        AtomicInteger number = new AtomicInteger(1);
        inParallel(
                3,
                () -> {
                    int mine = number.incrementAndGet();
                    if (mine == 2) {
                        long at = 7;
                        while (at < 7 + 40) {
                            for (Change change : store.changesAfter(at, 100)) {
                                assertThat(change.revision()).isEqualTo(at + 1);
                                at = change.revision();
                            }
                        }
                    } else {
                        for (int i = 0; i < 20; i++) {
                            store.commit(Records.commit(Write.create(Records.key(mine * 100 + i))));
                        }
                    }
                    return null;
                });
    }

    @Test
    void closedStoreIsUnavailable() {
        store.close();
        assertThatThrownBy(() -> store.newestRevision())
                .isInstanceOf(StoreException.Unavailable.class);
        assertThatThrownBy(() -> store.commit(Records.commit(Records.tenancy())))
                .isInstanceOf(StoreException.Unavailable.class);
        store.close();
    }

    private List<Change> fill() {
        return store.commit(Records.commit(Records.tenancy()));
    }

    private Key key(int number) {
        return (Key) store.find(Records.key(number).id()).orElseThrow();
    }

    private List<String> numbers(Query<Key> query) {
        return store.list(query).entities().stream()
                .map(it -> it.id().value().replaceFirst("key_t3S0*", ""))
                .toList();
    }

    private static int number(Key key) {
        return Integer.parseInt(key.id().value().substring("key_t3S".length()));
    }

    private StoreException.AlreadyExists refuseTaken(Entity entity, String what) {
        StoreException.AlreadyExists taken =
                catchThrowableOfType(
                        StoreException.AlreadyExists.class,
                        () -> store.commit(Records.commit(Write.create(entity))));
        assertThat(taken).isNotNull();
        assertThat(taken.what()).isEqualTo(what);
        assertThat(store.find(entity.id())).isEmpty();
        return taken;
    }

    private static void assertSameState(State found, State expected) {
        assertThat(found.revision()).isEqualTo(expected.revision());
        assertThat(found.at()).isEqualTo(expected.at());
        assertThat(found.entities()).containsExactlyInAnyOrderElementsOf(expected.entities());
    }

    private static void inParallel(int threads, Callable<?> work) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(executor.submit(work));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }
}
