package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Outcome;
import org.junit.jupiter.api.Test;

class GatewayIT {
    private static final String COMPLETION =
            """
            {"id":"x","model":"m-2026","choices":[{"message":{"content":"hi"}}],\
            "usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}\
            """;

    @Test
    void forwardsWithTheProvidersCredentialAndRecordsTheCall() throws Exception {
        try (var upstream =
                        ScriptedUpstream.answering(_ -> ScriptedUpstream.json(200, COMPLETION));
                var gateway = TestGateway.to(upstream);
                var client = gateway.connect()) {
            client.send(
                    TestGateway.post(
                            "/v1/chat/completions",
                            "Cookie: a=b\r\nX-Forwarded-For: 1.2.3.4\r\nX-Custom: kept\r\n",
                            "{\"model\":\"m\",\"messages\":[]}"));

            Wire.Message answer = client.read();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo(COMPLETION);
            assertThat(answer.field("x-request-id")).startsWith("req_");
            Wire.Message asked = upstream.requests().getFirst();
            assertThat(asked.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
            assertThat(asked.field("authorization")).isEqualTo("Bearer provider-secret");
            assertThat(asked.field("host")).isEqualTo("127.0.0.1:" + upstream.port());
            assertThat(asked.field("x-custom")).isEqualTo("kept");
            assertThat(asked.fields()).doesNotContainKeys("cookie", "x-forwarded-for");
            assertThat(asked.text()).isEqualTo("{\"model\":\"m\",\"messages\":[]}");
            assertThat(asked.toString()).doesNotContain(TestGateway.KEY);
            CallRecord record = gateway.record();
            assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(record.status()).isEqualTo(200);
            assertThat(record.modelAsked()).isEqualTo("m");
            assertThat(record.modelSent()).isEqualTo("m");
            assertThat(record.modelAnswered()).isEqualTo("m-2026");
            assertThat(record.usage().input()).isEqualTo(7);
            assertThat(record.usage().output()).isEqualTo(2);
            assertThat(record.usage().estimated()).isFalse();
            assertThat(record.attempts()).hasSize(1);
            assertThat(record.key()).isEqualTo("key_tstKeyOfTests000");
            assertThat(record.firstByteMicros()).isPositive();
            assertThat(record.id()).isEqualTo(answer.field("x-request-id"));
        }
    }
}
