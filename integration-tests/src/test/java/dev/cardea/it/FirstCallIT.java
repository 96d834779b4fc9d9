package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a newcomer does first, without any provider: ask the built-in model `echo`, in whatever
/// format.
class FirstCallIT {
    private static final String TURNS = "[{\"role\":\"user\",\"content\":\"hello\"}]";
    private static final String CONTENTS = "{\"contents\":[{\"parts\":[{\"text\":\"hello\"}]}]}";
    private static final Map<String, String> CALLS =
            Map.of(
                    "/v1/chat/completions",
                    "{\"model\":\"echo\",\"stream\":%s,\"messages\":" + TURNS + "}",
                    "/v1/completions",
                    "{\"model\":\"echo\",\"stream\":%s,\"prompt\":\"hello\"}",
                    "/v1/messages",
                    "{\"model\":\"echo\",\"max_tokens\":9,\"stream\":%s,\"messages\":"
                            + TURNS
                            + "}",
                    "/v1/responses",
                    "{\"model\":\"echo\",\"stream\":%s,\"input\":\"hello\"}",
                    "/v1beta/models/echo:generateContent",
                    CONTENTS,
                    "/v1beta/models/echo:streamGenerateContent?alt=sse",
                    CONTENTS);

    @TempDir Path folder;

    @Test
    void echoAnswersEveryFormat() throws Exception {
        var gateway = new GatewayProcess(folder, List.of("-XX:TieredStopAtLevel=1"));
        Process process = gateway.start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (var call : CALLS.entrySet()) {
                for (boolean stream : new boolean[] {false, true}) {
                    HttpResponse<String> answer =
                            http.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(gateway.dataPlane() + call.getKey()))
                                            .header("authorization", "Bearer " + gateway.key())
                                            .POST(
                                                    HttpRequest.BodyPublishers.ofString(
                                                            call.getValue().formatted(stream)))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                    assertThat(answer.body()).as(call.getKey()).contains("hello").contains("echo");
                }
            }
        } finally {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
