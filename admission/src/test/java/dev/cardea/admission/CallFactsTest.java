package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Call;
import dev.cardea.model.Credential;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Readings;
import dev.cardea.model.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CallFactsTest {
    private static final Snapshot SNAPSHOT = new World().snapshot();

    @TestFactory
    Stream<DynamicTest> whatIsKeptOfACredentialSaysWhatWasWrongWithIt() {
        return Scenario.all().stream()
                .map(it ->
                        DynamicTest.dynamicTest(
                                it.display(),
                                () -> {
                                    World world = new World();
                                    roundTrip(
                                            Staged.of(it, world).request().call(World.NOW),
                                            world.key);
                                }));
    }

    private static void roundTrip(Call call, String key) {
        Map<String, String> facts = CallFacts.of(call, SNAPSHOT, Readings.inStep(SNAPSHOT));
        assertThat(facts.values()).noneMatch(it -> it.contains(key));
        switch (call.credential()) {
            case Credential.Unusable unusable ->
                    assertThat(CallFacts.unusable(facts)).isEqualTo(unusable);
            case Credential.Presented(var in, var hash, var text, var fault) -> {
                assertThat(CallFacts.shape(facts)).isEqualTo(fault);
                assertThat(facts)
                        .containsEntry("credentialIn", in.words())
                        .containsEntry("credentialFingerprint", hash.fingerprint());
                assertThat(Optional.ofNullable(facts.get("keyType")))
                        .isEqualTo(text.map(it -> it.type().marker()));
            }
        }
        assertThat(CallFacts.model(facts, named(call), true)).isEqualTo(call.model());
    }

    private static String named(Call call) {
        return call.model() instanceof ModelAsk.Named(String name) ? name : "";
    }

    @Test
    void aBodyThatCouldNotBeReadStaysUnreadable() {
        var asks =
                List.of(
                        ModelAsk.AWAITED,
                        ModelAsk.MISSING,
                        ModelAsk.NOT_NEEDED,
                        new ModelAsk.Unreadable(
                                Faults.of("REQUEST_MALFORMED", "detail", "two members")));

        assertThat(asks)
                .allSatisfy(ask -> {
                    Call call = Request.bearer(new World().key).ask(ask).call(World.NOW);
                    assertThat(
                                    CallFacts.model(
                                            CallFacts.of(call, SNAPSHOT, Readings.inStep(SNAPSHOT)),
                                            "",
                                            true))
                            .isEqualTo(ask);
                });
    }

    @Test
    void readingsAreKeptWhereTheNodeWasBehind() {
        Call call = Request.bearer(new World().key).call(World.NOW);
        Readings behind =
                new Readings(SNAPSHOT.revision() + 3, Instant.parse("2026-01-02T03:04:05Z"));

        assertThat(CallFacts.readings(CallFacts.of(call, SNAPSHOT, behind), SNAPSHOT))
                .isEqualTo(behind);
        assertThat(CallFacts.of(call, SNAPSHOT, Readings.inStep(SNAPSHOT)))
                .doesNotContainKey("newestRevision");
        assertThat(CallFacts.readings(Map.of(), SNAPSHOT)).isEqualTo(Readings.inStep(SNAPSHOT));
    }
}
