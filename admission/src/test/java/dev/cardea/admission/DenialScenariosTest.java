package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Decision;
import dev.cardea.model.Reason;
import dev.cardea.model.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every scenario of `denial-scenarios.txt`: what is decided, what is explained, and what the caller
/// reads.
class DenialScenariosTest {
    private static final Map<String, Supplier<Judged>> SETUPS = new HashMap<>();

    static {
        SETUPS.putAll(CredentialScenarios.ALL);
        SETUPS.putAll(StateScenarios.ALL);
    }

    @Test
    void everyScenarioHasItsSetupAndNoneIsLeftOver() {
        assertThat(SETUPS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Scenario.all().stream().map(Scenario::id).toList());
    }

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenario.all().stream()
                .map(s -> DynamicTest.dynamicTest(s.display(), () -> check(s, judged(s))));
    }

    static Judged judged(Scenario scenario) {
        return SETUPS.get(scenario.id()).get();
    }

    private static void check(Scenario scenario, Judged judged) {
        if (scenario.admits()) {
            assertThat(judged.decision()).isInstanceOf(Decision.Admit.class);
            assertThat(judged.explanation().decision()).isEqualTo(judged.decision());
            return;
        }
        Refusal refusal = judged.refusal();
        assertThat(refusal.reason().code()).isEqualTo(scenario.reason());
        assertThat(refusal.reason().status()).isEqualTo(scenario.status());
        assertThat(refusal.contributing().stream().map(Reason::code))
                .containsAll(scenario.contributing());
        assertThat(judged.decision())
                .isInstanceOfSatisfying(
                        Decision.Deny.class,
                        deny -> {
                            assertThat(deny.refusal().reason()).isEqualTo(refusal.reason());
                            assertThat(deny.refusal().words()).isEqualTo(refusal.words());
                        });
        Telling told = judged.told();
        assertThat(told.code()).isEqualTo(scenario.publicCode());
        assertThat(told.status()).isEqualTo(scenario.status());
        String text = judged.everythingTold();
        assertThat(text).doesNotContain("{", "?.");
        for (String unsaid : scenario.unsaid()) {
            assertThat(text)
                    .doesNotContain(
                            unsaid.replace("{key}", secretOf(judged.world().key))
                                    .replace("{keyId}", judged.world().keyId.value()));
        }
    }

    /// The part of a key that nobody else knows.
    private static String secretOf(String key) {
        String[] parts = key.split("_");
        return parts[4].substring(2, 20);
    }
}
