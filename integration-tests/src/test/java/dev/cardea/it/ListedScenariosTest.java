package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.admission.Scenario;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ListedScenariosTest {
    private static final Set<String> KNOWN =
            Scenario.all().stream().map(Scenario::id).collect(Collectors.toSet());

    @Test
    void everyScenarioOfTheListIsThere() {
        assertThat(ListedScenarios.REQUIRED).hasSize(90);
        assertThat(KNOWN).containsAll(ListedScenarios.REQUIRED);
    }

    @Test
    void everyScenarioIsPlayedBeforeAWholeCardeaOrABareGateway() {
        Set<String> played = new TreeSet<>(ListedScenarios.SERVED);
        played.addAll(ListedScenarios.BARE);
        played.addAll(ListedScenarios.APART);

        assertThat(played).containsExactlyInAnyOrderElementsOf(KNOWN);
        assertThat(played)
                .hasSize(
                        ListedScenarios.SERVED.size()
                                + ListedScenarios.BARE.size()
                                + ListedScenarios.APART.size());
    }

    @Test
    void stepsAreThereForServedScenariosOnly() {
        assertThat(ListedScenarios.SERVED).containsAll(ServedStates.ALL.keySet());
    }
}
