package dev.cardea.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cardea.model.Entity;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeyState;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.OwnerId;
import dev.cardea.model.TeamId;
import org.junit.jupiter.api.Test;

/// Which names, hashes and references a store refuses.
interface NamingContract extends StoreUnderTest {

    @Test
    default void namesAreUniqueWhereTheyHaveTo() {
        fill();
        refuseTaken(Records.organization("org_other", "acme"), "organization name 'acme'");
        refuseTaken(Records.team("team_other", Records.ACME, "core"), "team name 'core'");
        refuseTaken(
                Records.application("app_other", Records.CORE, "chat"), "application name 'chat'");
        refuseTaken(Records.provider("prov_other", "openai"), "provider name 'openai'");
        store().commit(Records.commit(Write.create(Records.route("route_fast", "fast"))));
        refuseTaken(Records.route("route_other", "fast"), "route name 'fast'");
        // The same name elsewhere is another name.
        store().commit(
                        Records.commit(
                                Write.create(Records.organization("org_other", "other")),
                                Write.create(
                                        Records.team(
                                                "team_other",
                                                new OrganizationId("org_other"),
                                                "core")),
                                Write.create(
                                        Records.application(
                                                "app_x", new TeamId("team_other"), "chat"))));
    }

    @Test
    default void renamedAndDeletedRecordsGiveTheirNamesBack() {
        fill();
        Organization acme = (Organization) store().find(Records.ACME).orElseThrow();
        store().commit(
                        Records.commit(
                                Write.update(
                                        new Organization(
                                                acme.id(),
                                                "acme inc",
                                                acme.state(),
                                                acme.disclosure(),
                                                acme.grants(),
                                                acme.revision()))));
        store().commit(Records.commit(Write.create(Records.organization("org_2", "acme"))));
        Organization second =
                (Organization) store().find(new OrganizationId("org_2")).orElseThrow();
        Organization gone =
                new Organization(
                        second.id(),
                        second.name(),
                        Lifecycle.DELETED,
                        second.disclosure(),
                        second.grants(),
                        second.revision());
        // Within one commit, too.
        store().commit(
                        Records.commit(
                                Write.update(gone),
                                Write.create(Records.organization("org_3", "acme"))));
        refuseTaken(Records.organization("org_4", "acme"), "organization name 'acme'");
        refuseTaken(Records.organization("org_4", "acme inc"), "organization name 'acme inc'");
    }

    @Test
    default void hashOfAKeyStaysTakenWhenTheKeyIsDeleted() {
        fill();
        store().commit(Records.commit(Write.update(key(1).withState(KeyState.DELETED))));
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
    default void namesTakenTwiceInOneCommitAreRefused() {
        assertThatThrownBy(() ->
                        store().commit(
                                        Records.commit(
                                                Write.create(Records.organization("org_1", "x")),
                                                Write.create(Records.organization("org_2", "x")))))
                .isInstanceOf(StoreException.AlreadyExists.class)
                .hasMessage("organization name 'x' is taken by org_1");
    }

    @Test
    default void recordThatIsPointedAtMustExist() {
        assertThatThrownBy(() ->
                        store().commit(
                                        Records.commit(
                                                Write.create(
                                                        Records.team(
                                                                "team_core",
                                                                Records.ACME,
                                                                "core")))))
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
                        () -> store().commit(Records.commit(Write.create(orphan))));
        assertThat(unknown.from()).isEqualTo(orphan.id());
        assertThat(unknown.to()).isEqualTo(new OwnerId("own_nobody"));
    }

    private StoreException.AlreadyExists refuseTaken(Entity entity, String what) {
        StoreException.AlreadyExists taken =
                catchThrowableOfType(
                        StoreException.AlreadyExists.class,
                        () -> store().commit(Records.commit(Write.create(entity))));
        assertThat(taken).isNotNull();
        assertThat(taken.what()).isEqualTo(what);
        assertThat(store().find(entity.id())).isEmpty();
        return taken;
    }
}
