package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What calls cost, as the admin API tells it. The imitating upstream bills 9 tokens of input, 4 of
/// them cached, and 3 of output.
class CostsIT {
    @TempDir Path folder;
    private SdkUpstream upstream;
    private RunningCardea cardea;

    @BeforeEach
    void start() {
        upstream = SdkUpstream.start();
        cardea =
                RunningCardea.start(
                        folder,
                        """
                        providers:
                          - {name: openai, dialect: openai, base_url: "%s/v1", api_key: "%s", models: [gpt-4, gpt-4.1]}
                        """
                                .formatted(upstream.url(), SdkUpstream.CREDENTIAL));
    }

    @AfterEach
    void stop() {
        cardea.close();
        upstream.close();
    }

    @Test
    void aRecordTellsWhatTheCallCost() {
        String id = call("gpt-4.1");
        assertThat(cost(id).path("nano_usd").asLong())
                .as("5 tokens at 2 dollars a million, 4 cached at 0.50, 3 at 8")
                .isEqualTo(36_000);
        assertThat(cost(id).path("missing").size()).isZero();
        assertThat(cost(id).path("estimated").asBoolean()).isFalse();
        cardea = cardea.restarted();
        assertThat(cost(id).path("nano_usd").asLong()).isEqualTo(36_000);
    }

    @Test
    void aRecordTellsWhichPriceIsMissing() {
        JsonNode cost = cost(call("gpt-4"));
        assertThat(cost.path("nano_usd").isNumber()).isFalse();
        assertThat(cost.path("missing").path(0).asString()).isEqualTo("cache_read_price");
    }

    @Test
    void totalsSumWhatIsKnownAndCountWhatIsNot() {
        call("gpt-4");
        call("gpt-4.1");
        call("gpt-4.1");
        JsonNode totals = cardea.admin("GET", "/admin/v1/calls/totals?provider=openai", "");
        assertThat(totals.path("calls").asInt()).isEqualTo(3);
        assertThat(totals.path("outcomes").path("completed").asInt()).isEqualTo(3);
        assertThat(totals.path("usage").path("input").asInt()).isEqualTo(27);
        assertThat(totals.path("cost_nano_usd").asLong()).isEqualTo(72_000);
        assertThat(totals.path("unpriced_calls").asInt()).isEqualTo(1);
    }

    private String call(String model) {
        HttpResponse<String> answer =
                cardea.post(
                        "/v1/chat/completions",
                        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"
                                .formatted(model));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-request-id").orElseThrow();
    }

    private JsonNode cost(String id) {
        return cardea.admin("GET", "/admin/v1/calls/" + id, "").path("cost");
    }
}
