package dev.cardea.upstreamauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CredentialId;
import dev.cardea.model.CredentialState;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.CredentialWatch.Fitness;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Reasons;
import dev.cardea.model.Sealed;
import dev.cardea.model.UpstreamFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CredentialBookTest {
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final CredentialBook book = new CredentialBook(() -> now);
    private final ProviderCredential a = credential("a", "f1", CredentialTerms.ANY);
    private final ProviderCredential b = credential("b", "f1", CredentialTerms.ANY);

    @Test
    void twoObservationsMakeItFailingAndOneAnswerHealsIt() {
        book.failed(a, invalid());
        assertThat(state(a)).isEqualTo(CredentialState.SUSPECT);
        assertThat(book.fitness(a, "m")).isEqualTo(Fitness.DOUBTFUL);
        pass(Duration.ofSeconds(1));
        book.failed(a, invalid());

        assertThat(state(a)).isEqualTo(CredentialState.FAILING);
        var health = book.report(a).health();
        assertThat(health.since()).isEqualTo(now);
        assertThat(health.evidence().orElseThrow().rule()).isEqualTo("credential-code");
        assertThat(health.checkAt()).contains(now.plusSeconds(20));

        book.answered(a);
        assertThat(state(a)).isEqualTo(CredentialState.HEALTHY);
        assertThat(book.report(a).failures()).isEqualTo(2);
    }

    @Test
    void anotherBookGoesOnWithTheStatesOfThisOne() {
        book.failed(a, invalid());
        book.failed(a, invalid());
        book.answered(b);
        book.failed(b, rate(Optional.of(Duration.ofSeconds(7)), "m"));
        CredentialBook next = new CredentialBook(() -> now);
        next.resume(book.states());
        assertThat(next.report(a).health()).isEqualTo(book.report(a).health());
        assertThat(next.report(a).lastFailure()).isPresent();
        assertThat(next.fitness(a, "m")).isEqualTo(Fitness.FAILING);
        assertThat(next.fitness(b, "m")).isEqualTo(Fitness.COOLING);

        pass(Duration.ofSeconds(8));
        assertThat(next.fitness(b, "m")).isEqualTo(Fitness.READY);
        next.answered(a);
        assertThat(next.states()).as("nothing to keep of what is healthy").isEmpty();
    }

    @Test
    void aSecretThatWasReplacedInBetweenStartsAsHealthy() {
        book.failed(a, invalid());
        book.failed(a, invalid());
        CredentialBook next = new CredentialBook(() -> now);
        next.resume(book.states());
        ProviderCredential replaced = credential("a", "f2", CredentialTerms.ANY);
        assertThat(next.fitness(replaced, "m")).isEqualTo(Fitness.READY);
        assertThat(next.states()).isEmpty();
    }

    @Test
    void permissionRegionAndModelErrorsNeverMarkIt() {
        for (String code :
                List.of(
                        "UPSTREAM_PERMISSION_DENIED",
                        "UPSTREAM_REGION_UNSUPPORTED",
                        "UPSTREAM_MODEL_NOT_ACCESSIBLE",
                        "UPSTREAM_MODEL_RETIRED")) {
            for (int i = 0; i < 5; i++) {
                book.failed(a, fault(code, false, Optional.empty(), "m"));
            }
        }
        assertThat(state(a)).isEqualTo(CredentialState.HEALTHY);
        assertThat(book.report(a).lastFailure().orElseThrow().reason().code())
                .isEqualTo("UPSTREAM_MODEL_RETIRED");
    }

    @Test
    void whileTheStatusPageReportsAnIncidentNothingMarksIt() {
        book.reported(a.provider(), Optional.of("Elevated errors"));
        for (int i = 0; i < 5; i++) {
            book.failed(a, invalid());
        }
        assertThat(state(a)).isEqualTo(CredentialState.HEALTHY);

        book.reported(a.provider(), Optional.empty());
        book.failed(a, invalid());
        assertThat(state(a)).isEqualTo(CredentialState.SUSPECT);
    }

    @Test
    void whereSeveralFailAlikeAtOnceItIsTheProviderForTwoMinutes() {
        for (int i = 0; i < 5; i++) {
            book.failed(a, invalid());
            book.failed(b, invalid());
            if (i == 0) {
                assertThat(state(a)).isEqualTo(CredentialState.SUSPECT);
            }
        }
        assertThat(state(a)).isEqualTo(CredentialState.SUSPECT);
        assertThat(state(b)).isEqualTo(CredentialState.HEALTHY);

        for (int i = 0; i < 7; i++) {
            pass(Duration.ofSeconds(30));
            book.failed(a, invalid());
            book.failed(b, invalid());
        }
        assertThat(state(a)).isEqualTo(CredentialState.FAILING);
        assertThat(state(b)).isEqualTo(CredentialState.FAILING);
    }

    @Test
    void duringAnOutageARefusedKeySaysNothing() {
        for (int i = 0; i < 3; i++) {
            book.failed(a, fault("UPSTREAM_OUTAGE", false, Optional.empty(), "m"));
        }
        book.failed(a, invalid());
        book.failed(a, invalid());
        assertThat(state(a)).isEqualTo(CredentialState.HEALTHY);
    }

    @Test
    void oneThatFailsAmongOthersThatAnswerIsNoIncident() {
        book.failed(a, invalid());
        book.answered(b);
        book.failed(a, invalid());
        assertThat(state(a)).isEqualTo(CredentialState.FAILING);
    }

    @Test
    void aLimitCoolsItForAsLongAsTheProviderSays() {
        book.failed(a, rate(Optional.of(Duration.ofSeconds(7)), "m"));
        assertThat(state(a)).isEqualTo(CredentialState.COOLING);
        assertThat(book.fitness(a, "m")).isEqualTo(Fitness.COOLING);
        assertThat(book.fitness(a, "other")).isEqualTo(Fitness.RESTING);
        assertThat(book.pause(a)).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7_010));

        pass(Duration.ofSeconds(8));
        assertThat(state(a)).isEqualTo(CredentialState.HEALTHY);
        assertThat(book.fitness(a, "m")).isEqualTo(Fitness.READY);
    }

    @Test
    void aLimitWithoutATimeRestsItForLongerEachTime() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            book.failed(a, rate(Optional.empty(), "m"));
            assertThat(book.fitness(a, "m")).isEqualTo(Fitness.RESTING);
            assertThat(book.pause(a).toSeconds()).isEqualTo(seconds);
            pass(Duration.ofSeconds(seconds + 1));
        }
        book.answered(a);
        book.failed(a, rate(Optional.empty(), "m"));
        assertThat(book.pause(a).toSeconds()).isEqualTo(1);
    }

    @Test
    void aCheckHealsAKeyButNotAnEmptyAccount() {
        book.failed(a, invalid());
        book.failed(a, invalid());
        book.checked(a);
        assertThat(state(a)).isEqualTo(CredentialState.HEALTHY);

        UpstreamFault broke = fault("UPSTREAM_BILLING_EXHAUSTED", true, Optional.empty(), "m");
        book.failed(a, broke);
        book.failed(a, broke);
        book.checked(a);
        assertThat(state(a)).as("the next call tells").isEqualTo(CredentialState.SUSPECT);
        book.failed(a, broke);
        assertThat(state(a)).isEqualTo(CredentialState.FAILING);
    }

    @Test
    void theOperatorsLimitsHoldForTheMinuteOfTheClock() {
        ProviderCredential limited =
                credential("c", "f", new CredentialTerms(1, 2, 100, List.of()));
        book.used(limited);
        assertThat(book.fitness(limited, "m")).isEqualTo(Fitness.READY);
        book.used(limited);
        assertThat(book.fitness(limited, "m")).isEqualTo(Fitness.SPENT);
        assertThat(book.pause(limited)).isEqualTo(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(1));
        assertThat(book.fitness(limited, "m")).isEqualTo(Fitness.READY);
        book.metered(limited.id(), 100);
        assertThat(book.fitness(limited, "m")).isEqualTo(Fitness.SPENT);
    }

    @Test
    void aReplacedSecretBeginsAnew() {
        book.failed(a, invalid());
        book.failed(a, invalid());
        assertThat(state(credential("a", "f2", CredentialTerms.ANY)))
                .isEqualTo(CredentialState.HEALTHY);
    }

    private CredentialState state(ProviderCredential credential) {
        return book.report(credential).health().state();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private UpstreamFault invalid() {
        return fault("UPSTREAM_CREDENTIAL_INVALID", true, Optional.empty(), "m");
    }

    private UpstreamFault rate(Optional<Duration> after, String model) {
        return fault("UPSTREAM_RATE_LIMITED", false, after, model);
    }

    private UpstreamFault fault(
            String code, boolean marks, Optional<Duration> after, String model) {
        return new UpstreamFault(
                now,
                Reasons.of(code),
                marks,
                after,
                401,
                "credential-code",
                "the provider's code",
                "",
                model);
    }

    private static ProviderCredential credential(
            String id, String fingerprint, CredentialTerms terms) {
        return new ProviderCredential(
                new CredentialId("cred_" + id),
                new ProviderId("prov_p"),
                Optional.empty(),
                id,
                new Sealed(new byte[] {1}),
                fingerprint,
                terms,
                true,
                Optional.empty(),
                1);
    }
}
