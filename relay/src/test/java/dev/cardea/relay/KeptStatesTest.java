package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.OrganizationId;
import dev.cardea.model.ProviderId;
import dev.cardea.relay.KeptStates.Kept;
import dev.cardea.relay.KeptStates.Origin;
import org.junit.jupiter.api.Test;

class KeptStatesTest {
    private static final Origin MINE = new Origin(new OrganizationId("org_a"), "cred_a");

    private final KeptStates states = new KeptStates(100, StateJournal.NONE);

    private static Kept kept(int number) {
        return new Kept(new ProviderId("prov_p"), "resp_" + number);
    }

    @Test
    void theLastOnesAreKnownAndTheOldestForgotten() {
        for (int i = 0; i < 1_000; i++) {
            states.made(kept(i), MINE);
        }

        for (int i = 900; i < 1_000; i++) {
            assertThat(states.of(kept(i))).isEqualTo(MINE);
        }
        assertThat(states.of(kept(0))).isNull();
        assertThat(states.of(kept(799))).isNull();
    }

    @Test
    void whatIsLookedUpIsYoungAgain() {
        states.made(kept(0), MINE);
        for (int i = 1; i < 1_000; i++) {
            states.made(kept(i), MINE);
            assertThat(states.of(kept(0))).isEqualTo(MINE);
        }
    }

    @Test
    void theSameIdAtAnotherProviderIsAnotherThing() {
        states.made(kept(1), MINE);

        assertThat(states.of(new Kept(new ProviderId("prov_q"), "resp_1"))).isNull();
    }
}
