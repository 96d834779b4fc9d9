package dev.cardea.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cardea.model.Application;
import dev.cardea.model.Change;
import dev.cardea.model.Key;
import dev.cardea.model.KeyState;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Provider;
import dev.cardea.model.Team;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a store shows: the feed, the past, lists and the audit trail.
interface ReadingContract extends StoreUnderTest {

    @Test
    default void feedGoesOnAfterAnyRevision() {
        List<Change> all = fill();
        assertThat(store().changesAfter(0, 100)).isEqualTo(all);
        assertThat(store().changesAfter(0, 3)).isEqualTo(all.subList(0, 3));
        assertThat(store().changesAfter(3, 3)).isEqualTo(all.subList(3, 6));
        assertThat(store().changesAfter(7, 3)).isEmpty();
        assertThat(store().changesAfter(99, 3)).isEmpty();
    }

    @Test
    default void feedShowsEveryVersion() {
        fill();
        Key key = key(1);
        store().commit(Records.commit(Write.update(key.withState(KeyState.DISABLED))));
        store().commit(Records.commit(Write.update(key(1).withState(KeyState.ACTIVE))));
        assertThat(store().changesAfter(6, 10))
                .extracting(it -> ((Key) it.entity()).state())
                .containsExactly(KeyState.ACTIVE, KeyState.DISABLED, KeyState.ACTIVE);
    }

    @Test
    default void pastIsReadAsItWas() {
        fill();
        State seven = store().loadAll();
        store().commit(
                        Commit.of(
                                Actor.SYSTEM,
                                "test",
                                Records.NOON.plusSeconds(1),
                                Write.update(key(1).withState(KeyState.REVOKED)),
                                Write.create(Records.key(2))));
        State nine = store().loadAll();
        assertThat(nine.revision()).isEqualTo(9);
        assertThat(nine.at()).isEqualTo(Records.NOON.plusSeconds(1));
        assertThat(nine.entities()).hasSize(8).contains(key(1), key(2));
        assertSameState(store().at(7), seven);
        assertSameState(store().at(9), nine);
        assertThat(store().at(2).entities()).hasSize(2);
        assertSameState(store().at(0), new State(0, store().installation().createdAt(), List.of()));
        assertThatThrownBy(() -> store().at(10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().at(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void walkOverPagesMissesAndRepeatsNothing() {
        fill();
        for (int i = 2; i <= 25; i++) {
            store().commit(Records.commit(Write.create(Records.key(i))));
        }
        List<Integer> seen = new ArrayList<>();
        Page<Key> page = store().list(Query.of(Key.class).limit(10));
        while (true) {
            page.entities().forEach(it -> seen.add(number(it)));
            if (page.next().isEmpty()) {
                break;
            }
            // What changes meanwhile keeps its place, what is new comes at the end.
            Key first = key(seen.getFirst());
            store().commit(
                            Records.commit(
                                    Write.update(first.withState(KeyState.DISABLED)),
                                    Write.create(Records.key(100 + seen.size()))));
            page = store().list(Query.of(Key.class).limit(10).after(page.next().getAsLong()));
        }
        List<Integer> expected = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            expected.add(i);
        }
        expected.addAll(List.of(110, 120));
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    default void lastFullPageIsTheEnd() {
        fill();
        store().commit(Records.commit(Write.create(Records.key(2))));
        Page<Key> page = store().list(Query.of(Key.class).limit(2));
        assertThat(page.entities()).hasSize(2);
        assertThat(page.next()).isEmpty();
    }

    @Test
    default void listsAreFiltered() {
        fill();
        store().commit(
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
        assertThat(store().list(Query.of(Application.class).parent(Records.CORE)).entities())
                .extracting(Application::name)
                .containsExactly("chat");
        assertThat(store().list(Query.of(Team.class).organization(Records.ACME)).entities())
                .hasSize(1);
        assertThat(
                        store().list(Query.of(Provider.class).name("openai").state("ENABLED"))
                                .entities())
                .hasSize(1);
        assertThat(store().list(Query.of(Provider.class).state("DISABLED")).entities()).isEmpty();
    }

    @Test
    default void auditTellsTheNewestFirst() {
        fill();
        store().commit(
                        Commit.of(
                                        new Actor("cli"),
                                        "keys.issue",
                                        Records.NOON,
                                        Write.create(Records.key(2)))
                                .because("for tests"));
        List<Version> newest = store().audit(Long.MAX_VALUE, 2);
        assertThat(newest).hasSize(2);
        assertThat(newest.getFirst().actor()).isEqualTo(new Actor("cli"));
        assertThat(newest.getFirst().reason()).isEqualTo("for tests");
        assertThat(newest).extracting(it -> it.change().revision()).containsExactly(8L, 7L);
        assertThat(store().audit(7, 100))
                .extracting(it -> it.change().revision())
                .containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
    }

    private List<String> numbers(Query<Key> query) {
        return store().list(query).entities().stream()
                .map(it -> it.id().value().replaceFirst("key_t3S0*", ""))
                .toList();
    }

    private static int number(Key key) {
        return Integer.parseInt(key.id().value().substring("key_t3S".length()));
    }

    private static void assertSameState(State found, State expected) {
        assertThat(found.revision()).isEqualTo(expected.revision());
        assertThat(found.at()).isEqualTo(expected.at());
        assertThat(found.entities()).containsExactlyInAnyOrderElementsOf(expected.entities());
    }
}
