package dev.cardea.dialect.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RefusalBodyTest {

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyReasonIsRightJsonThatCarriesItsPublicCodeAndDiagnosis(Dialect dialect) {
        for (Reason reason : Reasons.all()) {
            RefusalBody body = RefusalBody.write(dialect, false, view(reason));
            String text = new String(body.bytes(), StandardCharsets.UTF_8);
            JsonNode tree = JsonMapper.shared().readTree(text);
            assertThat(tree.isObject()).isTrue();
            assertThat(text)
                    .contains("\"" + reason.publicCode() + "\"")
                    .contains("\"diagnosis_id\":\"req_\\\"1\\\"\"")
                    .contains("\"origin\":\"" + view(reason).origin() + "\"")
                    .contains("\"doc_url\":\"https://gw/errors/" + reason.code() + "\"");
        }
    }

    @Test
    void openaiErrorsHaveTheirShape() {
        JsonNode error = json(Dialect.OPENAI, "KEY_EXPIRED").get("error");
        assertThat(error.get("type").asString()).isEqualTo("authentication_error");
        assertThat(error.get("code").asString()).isEqualTo("KEY_EXPIRED");
        assertThat(error.get("param").isNull()).isTrue();
        assertThat(error.get("message").asString())
                .isEqualTo("The key expired at 12:00. (diagnosis req_\"1\")");
        assertThat(error.get("retryable").asBoolean()).isFalse();
        assertThat(error.get("family").asString()).isEqualTo("CREDENTIAL");
        assertThat(json(Dialect.OPENAI, "MODEL_MISSING").get("error").get("param").asString())
                .isEqualTo("model");
    }

    @Test
    void anthropicErrorsHaveTheirShape() {
        JsonNode body = json(Dialect.ANTHROPIC, "KEY_EXPIRED");
        assertThat(body.get("type").asString()).isEqualTo("error");
        assertThat(body.get("request_id").asString()).isEqualTo("req_\"1\"");
        assertThat(body.get("error").get("type").asString()).isEqualTo("authentication_error");
        assertThat(body.get("error").get("code").asString()).isEqualTo("KEY_EXPIRED");
    }

    @Test
    void geminiErrorsHaveTheirShape() {
        JsonNode error = json(Dialect.GEMINI, "UPSTREAM_RATE_LIMITED").get("error");
        assertThat(error.get("code").asInt()).isEqualTo(429);
        assertThat(error.get("status").asString()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(error.get("details").get(0).get("reason").asString())
                .isEqualTo("UPSTREAM_RATE_LIMITED");
        assertThat(error.get("details").get(1).get("retryDelay").asString()).isEqualTo("2s");
        assertThat(error.get("details").get(2).get("links").get(0).get("url").asString())
                .startsWith("https://gw/errors/");
    }

    @Test
    void problemDetailsCarryTypeStatusAndInstance() {
        JsonNode problem = json(Dialect.REST, "KEY_EXPIRED");
        assertThat(problem.get("type").asString()).isEqualTo("https://gw/errors/KEY_EXPIRED");
        assertThat(problem.get("status").asInt()).isEqualTo(401);
        assertThat(problem.get("code").asString()).isEqualTo("KEY_EXPIRED");
        assertThat(
                        RefusalBody.write(Dialect.REST, false, view(Reasons.of("KEY_EXPIRED")))
                                .contentType())
                .isEqualTo("application/problem+json");
    }

    @Test
    void xmlIsWellFormedWhateverIsInTheTexts() throws Exception {
        RefusalView view =
                view(Reasons.of("KEY_EXPIRED")).withTold("<&>\"'\u0000\u001b é😀", "]]>");
        RefusalBody body = RefusalBody.write(Dialect.OPENAI, true, view);
        assertThat(body.contentType()).isEqualTo("application/problem+xml");
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(body.bytes()));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("problem");
        assertThat(document.getElementsByTagName("code").item(0).getTextContent())
                .isEqualTo("KEY_EXPIRED");
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .startsWith("<&>\"'")
                .endsWith("é😀");
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, CHAT_COMPLETIONS, 'data: {\"error\":{\"message\":'",
        "OPENAI, RESPONSES, 'event: response.failed\ndata: {\"type\":\"response.failed\",'",
        "ANTHROPIC, MESSAGES, 'event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"'",
        "GEMINI, UNKNOWN, 'data: {\"error\":{\"code\":503,'",
        "REST, UNKNOWN, 'event: error\ndata: {'"
    })
    void aStreamEndsInItsDialectsErrorEvent(Dialect dialect, Endpoint endpoint, String start) {
        RefusalView view = view(Reasons.of("UPSTREAM_OVERLOADED"));
        String event =
                new String(RefusalBody.event(dialect, endpoint, view), StandardCharsets.UTF_8);
        assertThat(event).startsWith(start).endsWith("}\n\n");
        event.lines()
                .filter(line -> line.startsWith("data: "))
                .forEach(line ->
                        assertThat(JsonMapper.shared().readTree(line.substring(6)).isObject())
                                .isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, invalid_request_error, INVALID_ARGUMENT",
        "401, authentication_error, authentication_error, UNAUTHENTICATED",
        "402, insufficient_quota, billing_error, RESOURCE_EXHAUSTED",
        "403, permission_error, permission_error, PERMISSION_DENIED",
        "404, not_found_error, not_found_error, NOT_FOUND",
        "410, invalid_request_error, not_found_error, NOT_FOUND",
        "413, invalid_request_error, request_too_large, INVALID_ARGUMENT",
        "429, rate_limit_error, rate_limit_error, RESOURCE_EXHAUSTED",
        "500, server_error, api_error, INTERNAL",
        "502, server_error, api_error, UNAVAILABLE",
        "503, server_error, api_error, UNAVAILABLE",
        "504, server_error, timeout_error, DEADLINE_EXCEEDED"
    })
    void eachStatusHasTheWordOfEachApi(int status, String openai, String anthropic, String gemini) {
        assertThat(ErrorWords.openai(status)).isEqualTo(openai);
        assertThat(ErrorWords.anthropic(status, "X")).isEqualTo(anthropic);
        assertThat(ErrorWords.gemini(status)).isEqualTo(gemini);
    }

    private static JsonNode json(Dialect dialect, String code) {
        return JsonMapper.shared()
                .readTree(RefusalBody.write(dialect, false, view(Reasons.of(code))).bytes());
    }

    private static RefusalView view(Reason reason) {
        return RefusalView.of(
                reason,
                Map.of("time", "12:00", "seconds", "2"),
                "https://gw/errors/" + reason.code(),
                "req_\"1\"",
                reason.passesWithTime() ? Optional.of(Duration.ofMillis(1200)) : Optional.empty());
    }
}
