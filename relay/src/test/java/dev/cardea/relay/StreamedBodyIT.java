package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.scan.RequestScan;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that are too long to be held, and go on as they come.
@ExtendWith(LeakGuard.class)
class StreamedBodyIT {
    private static final String LONG = "x".repeat(3 << 20);
    private static final String DELTA =
            "data: {\"id\":\"c\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}]}\n\n";
    private static final String USAGE =
            "data: {\"id\":\"c\",\"model\":\"m-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":700,\"completion_tokens\":2,\"total_tokens\":702}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"stream\":true,\"pad\":\"LONG\"}",
                "{\"model\":\"m\",\"pad\":\"LONG\",\"stream\":true}",
                "{\"model\":\"m\",\"pad\":\"LONG\",\"stream\":true,\"stream_options\":{\"a\":1}}"
            })
    void usageIsAskedForAndHidden(String body) throws Exception {
        try (var upstream = metering();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(TestGateway.post("/v1/chat/completions", body.replace("LONG", LONG)));
            assertThat(client.read().text()).isEqualTo(DELTA + DONE);
            assertMetered(gateway.record());
            assertThat(upstream.requests().getFirst().field("content-length")).isNotNull();
        }
    }

    @Test
    void aBodyWithoutALengthIsAskedToo() throws Exception {
        try (var upstream = metering();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(
                            "POST /v1/chat/completions HTTP/1.1\r\nHost: gateway.example\r\nAuthorization: Bearer "
                                    + TestGateway.KEY
                                    + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .chunk("{\"model\":\"m\",\"stream\":true,\"pad\":\"")
                    .chunk(LONG)
                    .chunk("\"}")
                    .send("0\r\n\r\n");
            assertThat(client.read().text()).isEqualTo(DELTA + DONE);
            assertMetered(gateway.record());
        }
    }

    @Test
    void whoAsksForUsageGetsIt() throws Exception {
        try (var upstream = metering();
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(
                    TestGateway.post(
                            "/v1/chat/completions",
                            "{\"model\":\"m\",\"pad\":\""
                                    + LONG
                                    + "\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}"));
            assertThat(client.read().text()).isEqualTo(DELTA + USAGE + DONE);
            assertMetered(gateway.record());
        }
    }

    private static void assertMetered(CallRecord call) {
        assertThat(call.usage().input()).isEqualTo(700);
        assertThat(call.usage().output()).isEqualTo(2);
        assertThat(call.usage().estimated()).isFalse();
    }

    /// Tells usage to those that ask for it.
    private static ScriptedUpstream metering() throws IOException {
        return ScriptedUpstream.answering(request -> {
            boolean asked =
                    RequestScan.scan(
                                            request.body(),
                                            0,
                                            request.body().length,
                                            Endpoint.CHAT_COMPLETIONS)
                                    instanceof RequestScan.Found found
                            && found.usageAsked();
            String events = DELTA + (asked ? USAGE : "") + DONE;
            return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(events.getBytes(StandardCharsets.UTF_8).length, events);
        });
    }
}
