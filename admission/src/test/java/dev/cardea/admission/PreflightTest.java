package dev.cardea.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Decision;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Readings;
import dev.cardea.model.Refusal;
import dev.cardea.model.Snapshot;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private final World world = new World();

    private Refusal refused(Request request) {
        Snapshot snapshot = world.snapshot();
        return ((Decision.Deny)
                        Admission.reaching(Reach.SAME_DIALECT)
                                .decide(
                                        request.ask(ModelAsk.NOT_NEEDED).call(World.NOW),
                                        snapshot,
                                        Readings.inStep(snapshot),
                                        World.NOW))
                .refusal();
    }

    @Test
    void aPageIsToldThatItMayNotCallAndNotThatAKeyIsMissing() {
        Refusal refusal =
                refused(
                        Request.chat()
                                .on("OPTIONS", "/v1/chat/completions")
                                .field("Origin", "https://shop.example")
                                .field("Access-Control-Request-Method", "POST"));
        assertThat(refusal.reason().code()).isEqualTo("BROWSER_PREFLIGHT_REFUSED");
        assertThat(refusal.reason().status()).isEqualTo(403);
        assertThat(Telling.of(refusal).told()).contains("CORS", "from your server");
    }

    @Test
    void otherQuestionsAreRefusedForWhatTheyLack() {
        assertThat(refused(Request.chat().on("OPTIONS", "/v1/chat/completions")).reason().code())
                .isEqualTo("CREDENTIAL_MISSING");
        assertThat(
                        refused(
                                        Request.chat()
                                                .on("POST", "/v1/chat/completions")
                                                .field("Access-Control-Request-Method", "POST"))
                                .reason()
                                .code())
                .isEqualTo("CREDENTIAL_MISSING");
    }
}
