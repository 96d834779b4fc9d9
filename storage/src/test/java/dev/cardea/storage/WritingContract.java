package dev.cardea.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.Key;
import dev.cardea.model.KeyState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How records get into a store, whole or not at all.
interface WritingContract extends StoreUnderTest {

    @Test
    default void emptyStoreHasAnInstallationAndNothingElse() {
        assertThat(store().installation()).isEqualTo(Records.installation());
        assertThat(store().newestRevision()).isZero();
        assertThat(store().changesAfter(0, 10)).isEmpty();
        assertThat(store().audit(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(store().list(Query.of(Key.class)).entities()).isEmpty();
        assertThat(store().find(Records.ACME)).isEmpty();
        assertThat(store().history(Records.ACME)).isEmpty();
        assertThat(store().loadAll())
                .isEqualTo(new State(0, Records.installation().createdAt(), List.of()));
    }

    @Test
    default void writesGetConsecutiveRevisionsInTheirOrder() {
        List<Change> changes = store().commit(Records.commit(Records.tenancy()));
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
        assertThat(store().newestRevision()).isEqualTo(7);
    }

    @Test
    default void everyKindIsFoundAsItWasWritten() {
        for (Change change : fill()) {
            assertThat(store().find(change.entity().id())).contains(change.entity());
        }
        Entity full =
                store().commit(Records.commit(Write.create(Records.fullKey()))).getFirst().entity();
        assertThat(store().find(full.id())).contains(full);
        assertThat(full).isEqualTo(Records.fullKey().withRevision(8));
    }

    @Test
    default void newVersionReplacesTheOldOneAndTheOldOneStays() {
        fill();
        Key key = key(1);
        store().commit(
                        Commit.of(
                                        new Actor("own_ada"),
                                        "keys.revoke",
                                        Records.NOON.plusSeconds(5),
                                        Write.update(key.withState(KeyState.REVOKED)))
                                .because("left in a taxi"));
        assertThat(key(1).state()).isEqualTo(KeyState.REVOKED);
        List<Version> history = store().history(key.id());
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
    default void staleWriterIsToldWhatIsFoundAndExpected() {
        fill();
        Key read = key(1);
        store().commit(Records.commit(Write.update(read.withState(KeyState.REVOKED))));
        StoreException.Conflict conflict =
                catchThrowableOfType(
                        StoreException.Conflict.class,
                        () -> store().commit(Records.commit(Write.update(read))));
        assertThat(conflict).isNotNull();
        assertThat(conflict.id()).isEqualTo(read.id());
        assertThat(conflict.expected()).isEqualTo(7);
        assertThat(conflict.found()).isEqualTo(8);
        assertThat(conflict)
                .hasMessage("key_t3S0000000000001 is at revision 8, expected revision 7");
        assertThat(key(1).state()).isEqualTo(KeyState.REVOKED);
    }

    @Test
    default void creatingWhatExistsAndUpdatingWhatDoesNotAreConflicts() {
        fill();
        assertThatThrownBy(() -> store().commit(Records.commit(Write.create(Records.key(1)))))
                .isInstanceOf(StoreException.Conflict.class)
                .hasMessage("key_t3S0000000000001 is at revision 7, expected no revision (absent)");
        assertThatThrownBy(() -> store().commit(Records.commit(new Write(Records.key(2), 3))))
                .isInstanceOf(StoreException.Conflict.class)
                .hasMessage("key_t3S0000000000002 is at no revision (absent), expected revision 3");
    }

    @Test
    default void commitIsMadeWholeOrNotAtAll() {
        fill();
        State before = store().loadAll();
        assertThatThrownBy(() ->
                        store().commit(
                                        Records.commit(
                                                        Write.create(Records.key(2)),
                                                        Write.create(Records.key(3)),
                                                        new Write(Records.key(1), 1))
                                                .remembering("again", "hash", "answer")))
                .isInstanceOf(StoreException.Conflict.class);
        assertThat(store().loadAll()).isEqualTo(before);
        assertThat(store().newestRevision()).isEqualTo(7);
        assertThat(store().history(Records.key(2).id())).isEmpty();
        assertThat(store().recall(Actor.SYSTEM, "again")).isEmpty();
        assertThat(
                        store().commit(Records.commit(Write.create(Records.key(2))))
                                .getFirst()
                                .revision())
                .isEqualTo(8);
    }

    @Test
    default void answerIsRememberedWithTheCommitThatGaveIt() {
        store().commit(
                        Records.commit(Records.tenancy())
                                .remembering("k-1", "h", "key_t3S0000000000001"));
        Remembered expected =
                new Remembered(Actor.SYSTEM, "k-1", "h", "key_t3S0000000000001", Records.NOON);
        assertThat(store().recall(Actor.SYSTEM, "k-1")).contains(expected);
        // Another's key with the same text is another key.
        assertThat(store().recall(new Actor("bob"), "k-1")).isEmpty();
        assertThatThrownBy(() ->
                        store().commit(
                                        Records.commit(Write.create(Records.key(2)))
                                                .remembering("k-1", "h2", "x")))
                .isInstanceOf(StoreException.AlreadyExists.class);
        assertThat(store().find(Records.key(2).id())).isEmpty();
        assertThat(store().forget(Records.NOON)).isZero();
        assertThat(store().forget(Records.NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(store().recall(Actor.SYSTEM, "k-1")).isEmpty();
    }

    @Test
    default void damagedKeyStaysDamagedHoweverOftenItIsWritten() {
        fill();
        store().commit(Records.commit(Write.create(Records.fullKey())));
        Key damaged = (Key) store().find(Records.fullKey().id()).orElseThrow();
        assertThat(damaged.intact()).isFalse();
        store().commit(Records.commit(Write.update(damaged.withState(KeyState.DELETED))));
        assertThat(((Key) store().find(damaged.id()).orElseThrow()).intact()).isFalse();
    }

    @Test
    default void timeIsKeptToTheMicrosecond() {
        Instant odd = Instant.parse("2026-03-01T12:00:00.123456789Z");
        store().commit(
                        Commit.of(
                                Actor.SYSTEM,
                                "test",
                                odd,
                                Write.create(Records.organization("org_acme", "acme"))));
        assertThat(store().changesAfter(0, 1).getFirst().at())
                .isEqualTo(Instant.parse("2026-03-01T12:00:00.123456Z"));
    }

    @Test
    default void closedStoreIsUnavailable() {
        store().close();
        assertThatThrownBy(() -> store().newestRevision())
                .isInstanceOf(StoreException.Unavailable.class);
        assertThatThrownBy(() -> store().commit(Records.commit(Records.tenancy())))
                .isInstanceOf(StoreException.Unavailable.class);
        store().close();
    }
}
