package dev.cardea.dialect.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.hub.StopReason;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Gemini's clients at Vertex AI, which speaks the same family: what both know goes on as it is.
class VertexFamilyTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String HI = "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}";

    private static Translation request(
            Endpoint endpoint, String body, String model, Options options) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return Translator.of(Dialect.GEMINI, endpoint, Dialect.VERTEX)
                .orElseThrow()
                .request(bytes, 0, bytes.length, model, options);
    }

    private static Translation.Translated generate(String body) {
        return (Translation.Translated)
                request(Endpoint.GENERATE_CONTENT, body, "gemini-2.5-pro", options());
    }

    private static Options options() {
        return Options.of("req1", 1_800_000_000);
    }

    private static StreamTranslation stream(boolean events) {
        Translation request =
                request(
                        Endpoint.STREAM_GENERATE_CONTENT,
                        HI,
                        "gemini-2.5-pro",
                        options().streamByPath(events));
        return ((Translation.Translated) request).answers().stream();
    }

    private static String fed(StreamTranslation stream, String bytes) {
        byte[] utf8 = bytes.getBytes(StandardCharsets.UTF_8);
        return new String(stream.feed(utf8, 0, utf8.length), StandardCharsets.UTF_8);
    }

    private static String finished(StreamTranslation stream) {
        return new String(stream.finish(), StandardCharsets.UTF_8);
    }

    private static void same(byte[] actual, String expected) {
        assertThat(JSON.readTree(actual)).isEqualTo(JSON.readTree(expected));
    }

    @Test
    void googlesToolsAndTheirPartsGoOn() {
        String body =
                """
                {"contents":[{"role":"user","parts":[{"text":"Sum it"}]},
                  {"role":"model","parts":[
                    {"executableCode":{"language":"PYTHON","code":"print(1)"}},
                    {"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}},
                    {"text":"1","thoughtSignature":"QUJD"}]},
                  {"role":"user","parts":[{"fileData":{"fileUri":"https://example.com/a.pdf","mimeType":"application/pdf"}}]}],
                 "tools":[{"googleSearch":{}},{"codeExecution":{}},{"urlContext":{}},
                  {"function_declarations":[{"name":"f","parameters":{"type":"OBJECT"},"response":{"type":"STRING"}}]}],
                 "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"OFF"}],
                 "labels":{"team":"a"},
                 "generationConfig":{"mediaResolution":"MEDIA_RESOLUTION_LOW","speechConfig":{"languageCode":"en"}},
                 "newMember":{"é":[1.50]}}
                """;
        Translation.Translated request = generate(body);
        same(request.body(), body);
        assertThat(request.dropped()).isEmpty();
        assertThat(request.path())
                .isEqualTo("/publishers/google/models/gemini-2.5-pro:generateContent");
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).contains("{\"é\":[1.50]}");
    }

    @Test
    void everyContentHasARoleAndTheModelStandsInThePath() {
        Translation.Translated request =
                generate(
                        """
                        {"model":"models/x","contents":[{"parts":[{"text":"a"}]},
                         {"role":"function","parts":[{"functionResponse":{"name":"f","response":{}}}]}]}
                        """);
        same(
                request.body(),
                """
                {"contents":[{"role":"user","parts":[{"text":"a"}]},
                 {"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}}]}]}
                """);
    }

    @Test
    void whatVertexDoesNotKnowIsLeftOutAndListed() {
        Translation.Translated request =
                generate(
                        """
                        {"serviceTier":"flex","contents":[{"parts":[{"text":"a","partMetadata":{"k":1}}]}],
                         "generationConfig":{"seed":1,"enableEnhancedCivicAnswers":true},
                         "tools":[{"functionDeclarations":[{"name":"f","behavior":"BLOCKING"}]}]}
                        """);
        same(
                request.body(),
                """
                {"contents":[{"role":"user","parts":[{"text":"a"}]}],"generationConfig":{"seed":1},
                 "tools":[{"functionDeclarations":[{"name":"f"}]}]}
                """);
        assertThat(request.dropped())
                .containsExactlyInAnyOrder(
                        "serviceTier",
                        "contents.parts.partMetadata",
                        "generationConfig.enableEnhancedCivicAnswers",
                        "tools.functionDeclarations.behavior");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}],\"cachedContent\":\"cachedContents/1\"}",
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}],\"tools\":[{\"fileSearch\":{}}]}",
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"},{\"file_data\":{\"file_uri\":"
                        + "\"https://generativelanguage.googleapis.com/v1beta/files/1\"}}]}]}",
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"},{\"fileData\":{\"fileUri\":\"gs://b/a.pdf\"}}]}]}",
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"},{\"fileData\":{\"fileUri\":\"https://example.com/a\","
                        + "\"file_uri\":\"gs://b/a.pdf\"}}]}]}",
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}],\"tools\":[{\"retrieval\":{\"vertexAiSearch\":"
                        + "{\"datastore\":\"projects/p/locations/global/collections/c/dataStores/d\"}}}]}",
                "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}],\"tools\":[{\"googleMaps\":{\"authConfig\":{}}}]}"
            })
    void whatNotEverybodyMayReadIsRefusedUnlessTheRouteDropsIt(String body) {
        var refused =
                (Translation.Refused)
                        request(Endpoint.GENERATE_CONTENT, body, "gemini-2.5-pro", options());
        assertThat(refused.fault().reason().code()).isEqualTo("FIELD_UNSUPPORTED");
        var dropped =
                (Translation.Translated)
                        request(
                                Endpoint.GENERATE_CONTENT,
                                body,
                                "gemini-2.5-pro",
                                options().droppingUnsupported(true));
        assertThat(dropped.dropped()).hasSize(1);
        assertThat(JSON.readTree(dropped.body()).at("/contents/0/parts")).hasSize(1);
    }

    @Test
    void signaturesOfOtherMakersStayBehind() {
        String foreign = "Y2FyZGVhLUE6QUJD"; // cardea-A:ABC
        String body =
                """
                {"contents":[{"role":"model","parts":[
                  {"text":"Hm","thought":true,"thoughtSignature":"%s"},
                  {"functionCall":{"name":"f","args":{}}},{"functionCall":{"name":"g","args":{}}}]}]}
                """
                        .formatted(foreign);
        var request =
                (Translation.Translated)
                        request(Endpoint.GENERATE_CONTENT, body, "gemini-3-pro", options());
        same(
                request.body(),
                """
                {"contents":[{"role":"model","parts":[
                  {"functionCall":{"name":"f","args":{}},"thoughtSignature":"skip_thought_signature_validator"},
                  {"functionCall":{"name":"g","args":{}}}]}]}
                """);
        assertThat(request.dropped()).containsExactly("contents.parts.thoughtSignature");
    }

    @Test
    void answersGoOnByteForByteButForTheNameOfCitations() {
        String answer =
                """
                {"candidates" : [{"content":{"role":"model","parts":[{"executableCode":{"code":"1"}}]},
                  "citationMetadata":{"citations" : [{"uri":"https://a"}]},"finishReason":"STOP",
                  "groundingMetadata":{"webSearchQueries":["citations"]}}],
                 "usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"trafficType":"ON_DEMAND"},
                 "modelVersion":"gemini-2.5-pro"}
                """;
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        AnswerTranslation.Answer told =
                generate(HI).answers().whole().translate(bytes, 0, bytes.length);
        assertThat(new String(told.body(), StandardCharsets.UTF_8))
                .isEqualTo(answer.replace("{\"citations\" :", "{\"citationSources\" :"));
        assertThat(told.usage().input()).isEqualTo(3);
        assertThat(told.usage().output()).isEqualTo(2);
        assertThat(told.stop()).isEqualTo(StopReason.END);
        assertThat(told.model()).isEqualTo("gemini-2.5-pro");
    }

    @Test
    void eventsGoOnAsTheyCame() {
        String first =
                "{\"candidates\":[{\"content\":{\"parts\":[{\"codeExecutionResult\":{\"output\":\"1\"}}]}}],\"new\":1}";
        String last =
                "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":7}}";
        String events = "data: " + first + "\r\n\r\ndata: " + last + "\r\n\r\n";
        StreamTranslation stream = stream(true);
        assertThat(fed(stream, events) + finished(stream)).isEqualTo(events);
        assertThat(stream.failed()).isFalse();
        assertThat(stream.usage().input()).isEqualTo(7);
        assertThat(stream.stop()).isEqualTo(StopReason.END);
        StreamTranslation list = stream(false);
        assertThat(fed(list, events) + finished(list))
                .isEqualTo("[" + first + ",\r\n" + last + "]");
        assertThat(list.contentType()).isEqualTo("application/json");
    }

    @Test
    void aCutStreamEndsInAnError() {
        String first = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"It\"}]}}]}";
        StreamTranslation stream = stream(false);
        String told = fed(stream, "data: " + first + "\n\n") + finished(stream);
        assertThat(stream.failed()).isTrue();
        assertThat(JSON.readTree(told)).hasSize(2);
        assertThat(JSON.readTree(told).get(1).has("error")).isTrue();
    }

    @Test
    void countsAreUnwrappedAndTheirAnswersGoOn() {
        var request =
                (Translation.Translated)
                        request(
                                Endpoint.GEMINI_COUNT_TOKENS,
                                """
                                {"generateContentRequest":{"model":"models/m","tools":[{"googleSearch":{}}],
                                 "safetySettings":[],"contents":[{"parts":[{"text":"Hi"}]}]}}
                                """,
                                "gemini-2.5-pro",
                                options());
        same(
                request.body(),
                """
                {"tools":[{"googleSearch":{}}],"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}
                """);
        assertThat(request.dropped()).containsExactly("generateContentRequest.safetySettings");
        String answer = "{\"totalTokens\":4,\"promptTokensDetails\":[{\"modality\":\"TEXT\"}]}";
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        assertThat(request.answers().whole().translate(bytes, 0, bytes.length).body())
                .isEqualTo(bytes);
    }
}
