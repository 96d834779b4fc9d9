package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Decision;
import dev.cardea.model.Reason;
import dev.cardea.model.Refusal;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every scenario of `denial-scenarios.txt`: what is decided, what is explained, and what the caller
/// reads.
class DenialScenariosTest {
    @Test
    void everyScenarioHasItsSetupAndNoneIsLeftOver() {
        assertThat(Staged.ids())
                .containsExactlyInAnyOrderElementsOf(
                        Scenario.all().stream().map(Scenario::id).toList());
    }

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return Scenario.all().stream()
                .map(s -> DynamicTest.dynamicTest(s.display(), () -> check(s, judged(s))));
    }

    static Judged judged(Scenario scenario) {
        return Judged.of(Staged.of(scenario, new World()));
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
        assertThat(scenario.unsaid(judged.world()))
                .allSatisfy(unsaid -> assertThat(text).doesNotContain(unsaid));
    }
}
