package dev.cardea.admission;

import static dev.cardea.admission.CredentialScenarios.changed;
import static dev.cardea.admission.CredentialScenarios.twisted;

import dev.cardea.admission.Staged.Twist;
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
import dev.cardea.model.Sha256;
import dev.cardea.model.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A known key whose state, owner, place or rights don't fit, and troubles of the gateway itself.
final class StateScenarios {
    private static final long HOUR = 3_600_000_000L;
    private static final List<String> OFFICE = List.of("203.0.113.0/24");

    static final Map<String, Function<World, Staged>> ALL =
            Map.ofEntries(
                    state("D075", w -> w.times(w.nowMicros + 24 * HOUR, Long.MAX_VALUE)),
                    state("D076", w -> w.times(0, w.nowMicros - HOUR)),
                    state("D077", w -> w.times(0, w.nowMicros)),
                    state("D078", w -> w.secrets(secret(w, HOUR), successor())),
                    state("D079", w -> w.secrets(secret(w, -HOUR), successor())),
                    state("D081", w -> w.state(KeyState.REVOKED)),
                    state("D082", w -> w.state(KeyState.REVOKED_LEAKED)),
                    state("D083", w -> w.state(KeyState.DISABLED)),
                    state("D085", w -> w.state(KeyState.DELETED)),
                    changed(
                            "D086",
                            w -> w,
                            r ->
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
                            r -> r.from("2001:db8::7")),
                    changed(
                            "D125",
                            w -> w.grants(World.networks(OFFICE, List.of())),
                            r -> r.from("::ffff:203.0.113.5")),
                    state(
                            "D127",
                            w -> w.grants(World.networks(List.of(), List.of("198.51.100.0/24")))),
                    changed(
                            "D128",
                            w -> w.grants(World.networks(OFFICE, List.of())),
                            r -> r.peer(Request.throughStranger("10.0.0.9", "203.0.113.5"))),
                    changed(
                            "D134",
                            w -> w.grants(World.scopes("models:read")),
                            r -> r.on("POST", "/v1/embeddings")),
                    changed(
                            "D136",
                            w -> w.grants(World.endpoints("/v1/chat/*")),
                            r -> r.on("POST", "/v1/fine_tuning/jobs").ask(ModelAsk.NOT_NEEDED)),
                    changed("D139", w -> w.grants(Grants.models("m1")), r -> r.model("m2")),
                    changed(
                            "D140",
                            w ->
                                    w.grants(Grants.models("*"))
                                            .team(Lifecycle.ACTIVE, Grants.models("m1")),
                            r -> r.model("m2")),
                    changed(
                            "D148",
                            w -> w,
                            r -> r.on("POST", "/v1/chat/completion").ask(ModelAsk.NOT_NEEDED)),
                    changed(
                            "D149",
                            w -> w,
                            r -> r.on("PATCH", "/v1/chat/completions").ask(ModelAsk.NOT_NEEDED)),
                    changed(
                            "D152",
                            w -> w.grants(Grants.models("m1", "gpt-4")),
                            r -> r.model("gtp-4")),
                    changed(
                            "D153",
                            w -> w.retired("m2", "2026-01-05", Optional.of("m1")),
                            r -> r.model("m2")),
                    twisted("D180", Twist.PROVIDER_REFUSES, w -> Request.bearer(w.key)),
                    state("D224", w -> w.remove(new CredentialId("cred_openai"))),
                    twisted("D226", Twist.NO_SNAPSHOT, w -> Request.bearer(w.key)),
                    twisted(
                            "D228",
                            Twist.JUST_BEHIND,
                            w -> Request.bearer(w.state(KeyState.DISABLED).key)),
                    twisted(
                            "D231",
                            Twist.LONG_BEHIND,
                            w ->
                                    Request.bearer(
                                            World.fabricated(
                                                    "live", KeyType.SECRET, w.unissued()))),
                    state(
                            "D232",
                            w ->
                                    w.remove(World.PROVIDER)
                                            .provider(
                                                    "anthropic",
                                                    Dialect.ANTHROPIC,
                                                    List.of(),
                                                    true)),
                    twisted("D233", Twist.FAULTY_CHECK, w -> Request.bearer(w.key)),
                    state(
                            "D234",
                            w ->
                                    w.secrets(KeySecret.lasting(Sha256.of("another")))
                                            .put(w.key().withIntact(false))));

    private StateScenarios() {}

    private static Map.Entry<String, Function<World, Staged>> state(
            String id, Function<World, World> change) {
        return changed(id, change, r -> r);
    }

    private static Map.Entry<String, Function<World, Staged>> owner(
            String id, OwnerKind kind, Standing standing) {
        return state(id, w -> w.owner(kind, standing, Optional.empty()));
    }

    private static Map.Entry<String, Function<World, Staged>> lock(String id, long seconds) {
        return state(
                id,
                w ->
                        w.owner(
                                OwnerKind.USER,
                                Standing.ACTIVE,
                                Optional.of(w.now.plusSeconds(seconds))));
    }

    private static KeySecret secret(World w, long lasting) {
        return new KeySecret(Sha256.of(w.key), w.nowMicros + lasting);
    }

    private static KeySecret successor() {
        return KeySecret.lasting(Sha256.of("the successor"));
    }
}
