package dev.cardea.it;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A provider that breaks in every way that TCP and HTTP allow: the caller hears that it was the
/// provider, in the caller's own format, and nobody's key is blamed.
class FaultsIT {
    private static final String PATH = "/v1/chat/completions";
    private static final String CHAT =
            "{\"model\":\"gpt-4\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String MESSAGES =
            "{\"model\":\"gpt-4\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String ANSWER =
            "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-4\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}";
    private static final int CREDENTIALS = 3;

    @TempDir Path folder;
    private WireMockServer provider;
    private RunningCardea cardea;

    @BeforeEach
    void start() {
        provider = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        provider.start();
        String pool =
                IntStream.range(0, CREDENTIALS)
                        .mapToObj(i -> "{name: c%d, secret: '%s'}".formatted(i, credential(i)))
                        .collect(Collectors.joining(", "));
        cardea =
                RunningCardea.start(
                        folder,
                        "providers: [{name: openai, base_url: 'http://127.0.0.1:%d/v1', credentials: [%s], models: [gpt-4]}]"
                                .formatted(provider.port(), pool));
    }

    @AfterEach
    void stop() {
        cardea.close();
        provider.stop();
    }

    private static String credential(int number) {
        String credential = "sk-proj-pool-member-%d-0123456789abcdefghij".formatted(number);
        SecretsWatch.keep(credential);
        return credential;
    }

    private void answering(ResponseDefinitionBuilder answer) {
        provider.resetAll();
        provider.stubFor(post(urlEqualTo(PATH)).willReturn(answer));
    }

    private static ResponseDefinitionBuilder good() {
        return aResponse()
                .withStatus(200)
                .withHeader("content-type", "application/json")
                .withBody(ANSWER);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
    void aBrokenAnswerIsTheProvidersInTheCallersFormat(Fault fault) {
        answering(aResponse().withFault(fault));

        HttpResponse<String> openAi = cardea.post(PATH, CHAT);
        assertThat(openAi.statusCode()).isEqualTo(502);
        assertThat(openAi.body())
                .contains("Your key is fine")
                .contains("\"origin\":\"upstream\"")
                .contains("\"error\":{\"message\"");

        HttpResponse<String> anthropic = cardea.post("/v1/messages", MESSAGES);
        assertThat(anthropic.statusCode()).isEqualTo(502);
        assertThat(anthropic.body()).contains("Your key is fine").contains("\"type\":\"error\"");

        answering(good());
        assertThat(cardea.post(PATH, CHAT).statusCode()).isEqualTo(200);
    }

    @Test
    void aChunkThatIsNoneEndsTheStreamAsTheProvidersFailure() {
        answering(
                aResponse()
                        .withStatus(200)
                        .withHeader("content-type", "text/event-stream")
                        .withFault(Fault.MALFORMED_RESPONSE_CHUNK));

        HttpResponse<String> answer =
                cardea.post(PATH, CHAT.replace("\"model\"", "\"stream\":true,\"model\""));

        assertThat(answer.body()).contains("UPSTREAM_INVALID_ANSWER");
        String id = answer.headers().firstValue("x-request-id").orElseThrow();
        assertThat(cardea.admin("GET", "/admin/v1/calls/" + id, "").path("outcome").asString())
                .isEqualTo("upstream_failed");
    }

    @Test
    void aDribblingAnswerArrivesWhole() {
        answering(good().withChunkedDribbleDelay(40, 1_500));

        HttpResponse<String> answer = cardea.post(PATH, CHAT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ANSWER);
    }

    @Test
    void aStormOfRefusalsIsToldAsTheProvidersLimitAndPasses() {
        answering(
                aResponse()
                        .withStatus(429)
                        .withHeader("retry-after", "1")
                        .withHeader("content-type", "application/json")
                        .withBody(
                                "{\"error\":{\"message\":\"Rate limit reached for gpt-4\",\"type\":\"requests\",\"code\":\"rate_limit_exceeded\"}}"));
        for (int i = 0; i < 12; i++) {
            HttpResponse<String> answer = cardea.post(PATH, CHAT);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
            assertThat(answer.headers().firstValue("x-cardea-reason"))
                    .contains("UPSTREAM_RATE_LIMITED");
            assertThat(answer.headers().firstValue("retry-after")).isPresent();
            assertThat(answer.body()).contains("\"origin\":\"upstream\"");
        }
        // Obeying Retry-After, the gateway didn't pass the storm on.
        assertThat(
                        provider.countRequestsMatching(postRequestedFor(urlEqualTo(PATH)).build())
                                .getCount())
                .isLessThan(12 + CREDENTIALS);
        answering(good());
        long until = System.nanoTime() + 10_000_000_000L;
        int status = 429;
        while (status != 200 && System.nanoTime() < until) {
            sleep(200);
            status = cardea.post(PATH, CHAT).statusCode();
        }
        assertThat(status).isEqualTo(200);
    }

    @Test
    void oneOfThreeCredentialsRevokedUnderLoadFailsNoCall() throws Exception {
        answering(good());
        var failed = new ConcurrentLinkedQueue<String>();
        var answered = new AtomicInteger();
        long until = System.nanoTime() + 3_000_000_000L;
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clients.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                while (System.nanoTime() < until) {
                                    HttpResponse<String> answer = cardea.post(PATH, CHAT);
                                    answered.incrementAndGet();
                                    if (answer.statusCode() != 200) {
                                        failed.add(answer.statusCode() + " " + answer.body());
                                    }
                                }
                            }));
        }
        sleep(800);
        provider.stubFor(
                post(urlEqualTo(PATH))
                        .withHeader("authorization", equalTo("Bearer " + credential(1)))
                        .atPriority(1)
                        .willReturn(
                                aResponse()
                                        .withStatus(401)
                                        .withHeader("content-type", "application/json")
                                        .withBody(
                                                "{\"error\":{\"message\":\"Incorrect API key provided: %s. You can find your API key at the dashboard.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}}"
                                                        .formatted(credential(1)))));
        for (Thread client : clients) {
            client.join();
        }
        assertThat(failed).isEmpty();
        assertThat(answered).hasValueGreaterThan(50);
        assertThat(
                        provider.countRequestsMatching(
                                        postRequestedFor(urlEqualTo(PATH))
                                                .withHeader(
                                                        "authorization",
                                                        equalTo("Bearer " + credential(1)))
                                                .build())
                                .getCount())
                .isPositive();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
