package dev.cardea.admission;

import static dev.cardea.admission.CredentialScenarios.changed;
import static dev.cardea.admission.CredentialScenarios.judged;

import dev.cardea.model.CredentialId;
import dev.cardea.model.Dialect;
import dev.cardea.model.Disclosure;
import dev.cardea.model.Grants;
import dev.cardea.model.KeySecret;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyType;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.OwnerKind;
import dev.cardea.model.Readings;
import dev.cardea.model.Sha256;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// A known key whose state, owner, place or rights don't fit, and troubles of the gateway itself.
final class StateScenarios {
    private static final long HOUR = 3_600_000_000L;
    private static final List<String> OFFICE = List.of("203.0.113.0/24");

    static final Map<String, Supplier<Judged>> ALL =
            Map.ofEntries(
                    state("D075", w -> w.times(World.NOW_MICROS + 24 * HOUR, Long.MAX_VALUE)),
                    state("D076", w -> w.times(0, World.NOW_MICROS - HOUR)),
                    state("D077", w -> w.times(0, World.NOW_MICROS)),
                    state("D078", w -> w.secrets(secret(w, HOUR), successor())),
                    state("D079", w -> w.secrets(secret(w, -HOUR), successor())),
                    state("D081", w -> w.state(KeyState.REVOKED)),
                    state("D082", w -> w.state(KeyState.REVOKED_LEAKED)),
                    state("D083", w -> w.state(KeyState.DISABLED)),
                    state("D085", w -> w.state(KeyState.DELETED)),
                    changed(
                            "D086",
                            w -> w,
                            (_, r) ->
                                    r.field("Origin", "https://shop.example")
                                            .field("Sec-Fetch-Mode", "cors")),
                    state("D088", World::withoutOwner),
                    owner("D089", OwnerKind.USER, Standing.DELETED),
                    owner("D090", OwnerKind.USER, Standing.INACTIVE),
                    owner("D091", OwnerKind.USER, Standing.SUSPENDED_BILLING),
                    owner("D092", OwnerKind.USER, Standing.SUSPENDED_POLICY),
                    owner("D093", OwnerKind.USER, Standing.UNDER_REVIEW),
                    lock("D094", 1800),
                    lock("D095", -1),
                    owner("D099", OwnerKind.SERVICE_ACCOUNT, Standing.DISABLED),
                    state("D100", w -> w.team(Lifecycle.SUSPENDED, Grants.ALL)),
                    state("D101", w -> w.team(Lifecycle.DELETED, Grants.ALL)),
                    state("D102", w -> w.application(Lifecycle.SUSPENDED, Grants.ALL)),
                    state("D122", w -> w.grants(World.networks(OFFICE, List.of()))),
                    state(
                            "D123",
                            w ->
                                    w.organization(
                                            Lifecycle.ACTIVE,
                                            Disclosure.STANDARD,
                                            World.networks(OFFICE, List.of()))),
                    changed(
                            "D124",
                            w -> w.grants(World.networks(OFFICE, List.of())),
                            (_, r) -> r.from("2001:db8::7")),
                    changed(
                            "D125",
                            w -> w.grants(World.networks(OFFICE, List.of())),
                            (_, r) -> r.from("::ffff:203.0.113.5")),
                    state(
                            "D127",
                            w -> w.grants(World.networks(List.of(), List.of("198.51.100.0/24")))),
                    changed(
                            "D128",
                            w -> w.grants(World.networks(OFFICE, List.of())),
                            (_, r) -> r.peer(Request.throughStranger("10.0.0.9", "203.0.113.5"))),
                    changed(
                            "D134",
                            w -> w.grants(World.scopes("models:read")),
                            (_, r) -> r.on("POST", "/v1/embeddings")),
                    changed(
                            "D136",
                            w -> w.grants(World.endpoints("/v1/chat/*")),
                            (_, r) ->
                                    r.on("POST", "/v1/fine_tuning/jobs").ask(ModelAsk.NOT_NEEDED)),
                    changed("D139", w -> w.grants(Grants.models("m1")), (_, r) -> r.model("m2")),
                    changed(
                            "D140",
                            w ->
                                    w.grants(Grants.models("*"))
                                            .team(Lifecycle.ACTIVE, Grants.models("m1")),
                            (_, r) -> r.model("m2")),
                    changed(
                            "D148",
                            w -> w,
                            (_, r) -> r.on("POST", "/v1/chat/completion").ask(ModelAsk.NOT_NEEDED)),
                    changed(
                            "D149",
                            w -> w,
                            (_, r) ->
                                    r.on("PATCH", "/v1/chat/completions").ask(ModelAsk.NOT_NEEDED)),
                    changed(
                            "D152",
                            w -> w.grants(Grants.models("m1", "gpt-4")),
                            (_, r) -> r.model("gtp-4")),
                    judged(
                            "D180",
                            w ->
                                    Judged.upstream(
                                            w,
                                            Request.bearer(w.key),
                                            "UPSTREAM_CREDENTIAL_INVALID")),
                    state("D224", w -> w.remove(new CredentialId("cred_openai"))),
                    judged(
                            "D226",
                            w ->
                                    Judged.of(
                                            Judged.ADMISSION,
                                            w,
                                            Request.bearer(w.key),
                                            null,
                                            new Readings(7, World.NOW))),
                    behind("D228", w -> Request.bearer(w.state(KeyState.DISABLED).key), 1),
                    behind(
                            "D231",
                            _ ->
                                    Request.bearer(
                                            World.fabricated(
                                                    "live", KeyType.SECRET, World.newId())),
                            60),
                    state(
                            "D232",
                            w ->
                                    w.remove(World.PROVIDER)
                                            .provider(
                                                    "anthropic",
                                                    Dialect.ANTHROPIC,
                                                    List.of(),
                                                    true)),
                    judged("D233", w -> Judged.faulty(w, Request.bearer(w.key))),
                    state(
                            "D234",
                            w ->
                                    w.secrets(KeySecret.lasting(Sha256.of("another")))
                                            .put(w.key().withIntact(false))));

    private StateScenarios() {}

    private static Map.Entry<String, Supplier<Judged>> state(
            String id, Function<World, World> change) {
        return changed(id, change, (_, r) -> r);
    }

    private static Map.Entry<String, Supplier<Judged>> owner(
            String id, OwnerKind kind, Standing standing) {
        return state(id, w -> w.owner(kind, standing, Optional.empty()));
    }

    private static Map.Entry<String, Supplier<Judged>> lock(String id, long seconds) {
        return state(
                id,
                w ->
                        w.owner(
                                OwnerKind.USER,
                                Standing.ACTIVE,
                                Optional.of(World.NOW.plusSeconds(seconds))));
    }

    /// On a node that has heard of a newer revision, and whose records are so many seconds old.
    private static Map.Entry<String, Supplier<Judged>> behind(
            String id, Function<World, Request> request, long seconds) {
        return judged(
                id,
                w -> {
                    Request made = request.apply(w);
                    Snapshot all = w.snapshot();
                    Snapshot snapshot = all.at(all.revision(), World.NOW.minusSeconds(seconds));
                    return Judged.of(
                            Judged.ADMISSION,
                            w,
                            made,
                            snapshot,
                            new Readings(snapshot.revision() + 1, World.NOW));
                });
    }

    private static KeySecret secret(World w, long lasting) {
        return new KeySecret(Sha256.of(w.key), World.NOW_MICROS + lasting);
    }

    private static KeySecret successor() {
        return KeySecret.lasting(Sha256.of("the successor"));
    }
}
