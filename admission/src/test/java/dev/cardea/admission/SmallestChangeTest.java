package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Call;
import dev.cardea.model.Decision;
import dev.cardea.model.Disclosure;
import dev.cardea.model.Grants;
import dev.cardea.model.KeyState;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Network;
import dev.cardea.model.OwnerKind;
import dev.cardea.model.Readings;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// What is proposed is made here as an administrator would make it, from the words alone.
class SmallestChangeTest {
    /// So many proposals still have all their subsets tried.
    private static final int FEW = 7;

    @Property(tries = 400)
    void whatIsProposedLetsTheCallPassAndNoPartOfItDoes(@ForAll long seed) {
        World world = troubled(new Random(seed));
        Call call = Request.bearer(world.key).model("m2").call(World.NOW);
        Snapshot snapshot = world.snapshot();

        List<ProposedChange> changes =
                world.admission().smallestChange(call, snapshot, World.NOW).orElseThrow();

        assertThat(passes(world, call, Administrator.make(snapshot, changes))).isTrue();
        for (List<ProposedChange> part : parts(changes)) {
            assertThat(passes(world, call, Administrator.make(snapshot, part)))
                    .as("%s of %s", part, changes)
                    .isFalse();
        }
    }

    /// All proper subsets where these are few, else those that lack one change.
    private static List<List<ProposedChange>> parts(List<ProposedChange> changes) {
        List<List<ProposedChange>> parts = new ArrayList<>();
        if (changes.size() > FEW) {
            for (int without = 0; without < changes.size(); without++) {
                List<ProposedChange> part = new ArrayList<>(changes);
                part.remove(without);
                parts.add(part);
            }
            return parts;
        }
        for (int mask = 0; mask < (1 << changes.size()) - 1; mask++) {
            List<ProposedChange> part = new ArrayList<>();
            for (int i = 0; i < changes.size(); i++) {
                if ((mask >> i & 1) == 1) {
                    part.add(changes.get(i));
                }
            }
            parts.add(part);
        }
        return parts;
    }

    /// A world with anything wrong that can be put right.
    private static World troubled(Random random) {
        World world = new World();
        world.organization(state(random), Disclosure.STANDARD, grants(random));
        world.team(state(random), grants(random));
        world.application(state(random), grants(random));
        world.grants(grants(random));
        world.times(
                rarely(random) ? world.nowMicros + 60_000_000 : 0,
                rarely(random) ? world.nowMicros - 1 : Long.MAX_VALUE);
        world.state(rarely(random) ? KeyState.DISABLED : KeyState.ACTIVE);
        world.owner(
                OwnerKind.USER,
                rarely(random) ? Standing.SUSPENDED_BILLING : Standing.ACTIVE,
                rarely(random) ? Optional.of(World.NOW.plusSeconds(5)) : Optional.empty());
        if (rarely(random)) {
            world.withoutCredentialOn(World.PROVIDER);
        }
        return world;
    }

    private static Lifecycle state(Random random) {
        return rarely(random) ? Lifecycle.SUSPENDED : Lifecycle.ACTIVE;
    }

    /// Some of which refuse the call, and some don't.
    private static Grants grants(Random random) {
        return new Grants(
                one(random, List.of(List.of(), List.of("m1"), List.of("gpt-*", "m2"))),
                one(random, List.of(List.of(), List.of("/v1/*"), List.of("/v1/embeddings"))),
                one(random, List.of(List.of(), List.of("models:*"), List.of("models:read"))),
                one(
                        random,
                        List.of(
                                List.of(),
                                List.of(Network.parse("198.51.100.0/24")),
                                List.of(Network.parse("203.0.113.0/24")))),
                one(
                        random,
                        List.of(
                                List.of(),
                                List.of(Network.parse("2001:db8::/32")),
                                List.of(
                                        Network.parse("198.51.100.7"),
                                        Network.parse("198.51.0.0/16")))));
    }

    private static <T> T one(Random random, List<T> of) {
        return random.nextInt(3) < 2 ? of.getFirst() : of.get(random.nextInt(of.size()));
    }

    private static boolean rarely(Random random) {
        return random.nextInt(4) == 0;
    }

    private static boolean passes(World world, Call call, Snapshot snapshot) {
        return world.admission().decide(call, snapshot, Readings.inStep(snapshot), World.NOW)
                instanceof Decision.Admit;
    }

    @Test
    void aCallThatPassesNeedsNone() {
        World world = new World();

        assertThat(found(world, Request.bearer(world.key))).contains(List.of());
    }

    @Test
    void nothingIsProposedWhereARecordIsGoneForGoodOrTheRequestIsAtFault() {
        World revoked = new World().state(KeyState.REVOKED);
        World deleted = new World().owner(OwnerKind.USER, Standing.DELETED, Optional.empty());
        World gone = new World().team(Lifecycle.DELETED, Grants.ALL);
        World whole = new World();

        assertThat(found(revoked, Request.bearer(revoked.key))).isEmpty();
        assertThat(found(deleted, Request.bearer(deleted.key))).isEmpty();
        assertThat(found(gone, Request.bearer(gone.key))).isEmpty();
        assertThat(found(whole, Request.chat())).isEmpty();
        assertThat(found(whole, Request.bearer(whole.key).model("nobody-has-it"))).isEmpty();
        assertThat(found(whole, Request.bearer(whole.key).environment("test"))).isEmpty();
    }

    @Test
    void eachChangeSaysWhatIsThereAndWhatWouldHaveToBe() {
        World world = new World().grants(Grants.models("m1")).state(KeyState.DISABLED);

        assertThat(found(world, Request.bearer(world.key).model("m2")).orElseThrow())
                .containsExactly(
                        new ProposedChange(
                                world.keyId.value(),
                                "/state",
                                List.of("disabled"),
                                List.of("active")),
                        new ProposedChange(
                                world.keyId.value(),
                                "/grants/models",
                                List.of("m1"),
                                List.of("m1", "m2")));
    }

    @Test
    void theWholeInternetIsNotLetInForOneCaller() {
        World world = new World().grants(World.networks(List.of("203.0.113.0/24"), List.of()));

        assertThat(found(world, Request.bearer(world.key)).orElseThrow())
                .extracting(ProposedChange::to)
                .containsExactly(List.of("203.0.113.0/24", "198.51.100.7/32"));
        assertThat(
                        found(
                                world,
                                Request.bearer(world.key)
                                        .peer(Request.throughStranger("10.0.0.9", "203.0.113.5"))))
                .as("the address of a proxy that isn't trusted would let in all behind it")
                .isNotPresent();
    }

    private static Optional<List<ProposedChange>> found(World world, Request request) {
        return world.admission()
                .smallestChange(request.call(World.NOW), world.snapshot(), World.NOW);
    }
}
