package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Disclosure;
import dev.cardea.model.Family;
import dev.cardea.model.Grants;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyType;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Readings;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TellingTest {
    @Test
    void anUnknownKeyAndAWrongSecretReadAlikeToTheLastByte() {
        World world = new World();
        Judged unknown =
                Judged.of(
                        world,
                        Request.bearer(World.fabricated("live", KeyType.SECRET, World.newId())));
        Judged wrongSecret =
                Judged.of(
                        world,
                        Request.bearer(World.fabricated("live", KeyType.SECRET, world.keyId)));
        assertThat(unknown.refusal().reason()).isNotEqualTo(wrongSecret.refusal().reason());
        assertThat(unknown.told()).isEqualTo(wrongSecret.told());
        assertThat(unknown.everythingTold()).isEqualTo(wrongSecret.everythingTold());
    }

    @Test
    void reasonsThatShareAPublicCodeAreToldAlike() {
        Reasons.all().stream()
                .collect(Collectors.groupingBy(Reason::publicCode))
                .values()
                .forEach(TellingTest::assertAlike);
    }

    private static void assertAlike(List<Reason> shared) {
        // Told on: what the provider said of the gateway's own credential, which is no secret of
        // others.
        List<Reason> told = shared.stream().filter(r -> r.family() != Family.UPSTREAM).toList();
        assertThat(told.stream().map(Reason::status).distinct()).hasSizeLessThanOrEqualTo(1);
        assertThat(told.stream().map(Reason::told).distinct()).hasSizeLessThanOrEqualTo(1);
        assertThat(
                        told.stream()
                                .filter(r -> !r.publicCode().endsWith("NOT_FOUND"))
                                .map(Reason::callerFix)
                                .distinct())
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void strictTellsTheClassOnly() {
        World world =
                new World()
                        .organization(Lifecycle.ACTIVE, Disclosure.STRICT, Grants.ALL)
                        .state(KeyState.DISABLED);
        Telling told = Judged.of(world, Request.bearer(world.key)).told();
        assertThat(told.code()).isEqualTo("INVALID_API_KEY");
        assertThat(told.status()).isEqualTo(401);
        assertThat(told.told()).doesNotContain("switched off");
    }

    @Test
    void openTellsTheInternalReason() {
        World world =
                new World()
                        .organization(Lifecycle.ACTIVE, Disclosure.OPEN, Grants.ALL)
                        .state(KeyState.REVOKED_LEAKED);
        assertThat(Judged.of(world, Request.bearer(world.key)).told().told())
                .contains("KEY_REVOKED_LEAKED");
    }

    @Test
    void openTellsAStrangerNoMoreThanTheStandard() {
        World world = new World();
        Judged stranger =
                Judged.of(
                        world,
                        Request.bearer(World.fabricated("live", KeyType.SECRET, world.keyId)));
        assertThat(Telling.of(stranger.refusal(), Disclosure.OPEN)).isEqualTo(stranger.told());
    }

    @Test
    void aStrangerNeverHearsOfOwnersOrRights() {
        for (Scenario scenario : Scenario.all()) {
            if (!scenario.admits() && Reasons.of(scenario.reason()).family() == Family.USER) {
                Judged judged = DenialScenariosTest.judged(scenario);
                assertThat(judged.refusal().proven()).as(scenario.display()).isTrue();
            }
        }
    }

    @Test
    void timesAreInUtcToTheSecond() {
        World world = new World();
        world.times(0, world.nowMicros - 123_456);
        assertThat(Judged.of(world, Request.bearer(world.key)).told().told())
                .isEqualTo("The key expired at 2026-11-22T11:59:59Z.");
    }

    @Test
    void theChallengeNamesReasonAndDiagnosis() {
        World world = new World().state(KeyState.DISABLED);
        assertThat(Judged.of(world, Request.bearer(world.key)).told().challenge("req_9"))
                .contains(
                        "Bearer realm=\"cardea\", error=\"invalid_token\","
                                + " error_description=\"The key is switched off.\","
                                + " reason=\"KEY_DISABLED\", diagnosis_id=\"req_9\"");
        assertThat(Judged.of(world, Request.chat()).told().challenge("req_9"))
                .contains(
                        "Bearer realm=\"cardea\", reason=\"CREDENTIAL_MISSING\","
                                + " diagnosis_id=\"req_9\"");
    }

    @Test
    void onlyWhatTimeCuresIsRetryable() {
        World world = new World();
        assertThat(Judged.of(world, Request.chat()).told().retryable()).isFalse();
        assertThat(
                        Judged.of(
                                        Judged.ADMISSION,
                                        world,
                                        Request.bearer(world.key),
                                        null,
                                        new Readings(0, World.NOW))
                                .told()
                                .retryable())
                .isTrue();
    }
}
