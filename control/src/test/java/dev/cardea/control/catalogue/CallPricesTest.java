package dev.cardea.control.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Cost;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Usage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallPricesTest {
    private static final Usage SOME = new Usage(1000, 500, 0, 0, 0, false);

    private final CallPrices prices = new CallPrices(CatalogueShelf.builtIn());

    @Test
    void theNameThatTheModelWasSentByTellsThePrices() {
        assertThat(cost("openai", "gpt-5", "gpt-5-2025-08-07", SOME))
                .isEqualTo(Cost.of(6_250_000, false));
    }

    @Test
    void aDeploymentCostsWhatTheModelInTheAnswerDoes() {
        assertThat(cost("openai", "our-deployment", "gpt-5", SOME))
                .isEqualTo(Cost.of(6_250_000, false));
    }

    @Test
    void anEstimateStaysOne() {
        assertThat(cost("openai", "gpt-5", "", new Usage(1000, 0, 0, 0, 0, true)))
                .isEqualTo(Cost.of(1_250_000, true));
    }

    @Test
    void aModelThatNobodyKnowsHasNoKnownCost() {
        assertThat(cost("openai", "own", "own", SOME))
                .isEqualTo(Cost.unknown(List.of("input_price", "output_price"), false));
        assertThat(cost("mine", "gpt-5", "gpt-5", SOME).nanoUsd()).isEmpty();
    }

    @Test
    void whatIsBilledWithoutTokensHasNoKnownCost() {
        Cost unknown = Cost.unknown(List.of("usage"), false);
        assertThat(free(Endpoint.SPEECH, "POST", 200)).isEqualTo(unknown);
        assertThat(free(Endpoint.BATCHES, "POST", 200)).isEqualTo(unknown);
        assertThat(free(Endpoint.BATCHES, "GET", 200)).isEqualTo(Cost.NONE);
        assertThat(free(Endpoint.FILES, "POST", 200)).isEqualTo(Cost.NONE);
        assertThat(free(Endpoint.COUNT_TOKENS, "POST", 200)).isEqualTo(Cost.NONE);
    }

    @Test
    void aRefusedCallCostsNothing() {
        assertThat(free(Endpoint.CHAT_COMPLETIONS, "POST", 400)).isEqualTo(Cost.NONE);
        assertThat(prices.of(call(Endpoint.CHAT_COMPLETIONS, "POST", 200, "", "", "", Usage.NONE)))
                .isEqualTo(Cost.NONE);
    }

    private Cost cost(String provider, String sent, String answered, Usage usage) {
        return prices.of(
                call(Endpoint.CHAT_COMPLETIONS, "POST", 200, provider, sent, answered, usage));
    }

    private Cost free(Endpoint endpoint, String method, int status) {
        return prices.of(call(endpoint, method, status, "openai", "gpt-5", "", Usage.NONE));
    }

    private static CallRecord call(
            Endpoint endpoint,
            String method,
            int status,
            String provider,
            String sent,
            String answered,
            Usage usage) {
        return CallRecord.begun("req_1", Instant.EPOCH)
                .node("node-1")
                .environment("live")
                .method(method)
                .path(endpoint.path())
                .endpoint(endpoint.name())
                .dialect(endpoint.dialect().name())
                .status(status)
                .key("key_1")
                .organization("org_1")
                .team("team_1")
                .application("app_1")
                .owner("own_1")
                .address("192.0.2.7")
                .userAgent("curl/8")
                .modelAsked(sent)
                .modelSent(sent)
                .modelAnswered(answered)
                .provider(provider)
                .usage(usage)
                .firstByteMicros(1)
                .totalMicros(2)
                .bytesIn(3)
                .bytesOut(4)
                .snapshotRevision(5)
                .build();
    }
}
