package dev.cardea.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Answers with images, and refusals with unusual statuses, as callers of another format see them.
@ExtendWith(LeakGuard.class)
class AnswerMediaIT {
    private static final String PICTURE =
            """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Here"},{"inlineData":\
            {"mimeType":"image/png","data":"AAEC"}}]},"finishReason":"STOP","index":0}],\
            "usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":5,"totalTokenCount":16}}\
            """;

    private static Wire.Message asked(Spoken client, int status, String answer) throws Exception {
        try (var upstream = ScriptedUpstream.answering(_ -> ScriptedUpstream.json(status, answer));
                var gateway = Spoken.GEMINI.before(upstream);
                var wire = gateway.connect()) {
            wire.send(client.ask(false));
            return wire.read();
        }
    }

    @Test
    void anImageReachesTheClientThatHasAPlaceForIt() throws Exception {
        Wire.Message answer = asked(Spoken.OPENAI, 200, PICTURE);

        assertThat(answer.text()).contains("\"images\":[", "data:image/png;base64,AAEC");
        assertThat(answer.fields()).doesNotContainKey("x-cardea-dropped");
    }

    @Test
    void anImageThatHasNoPlaceIsNamedInAHeader() throws Exception {
        Wire.Message answer = asked(Spoken.ANTHROPIC, 200, PICTURE);

        assertThat(answer.text()).contains("left out").doesNotContain("AAEC");
        assertThat(answer.field("x-cardea-dropped")).isEqualTo("answer.image");
    }

    @Test
    void anUnusualStatusBecomesOneThatTheClientsApiKnows() throws Exception {
        String odd = "{\"error\":{\"message\":\"a field is odd\",\"code\":422}}";

        Wire.Message openai = asked(Spoken.OPENAI, 422, odd);
        assertThat(openai.status()).isEqualTo(422);
        assertThat(openai.field("x-should-retry")).isEqualTo("false");

        Wire.Message anthropic = asked(Spoken.ANTHROPIC, 422, odd);
        assertThat(anthropic.status()).isEqualTo(400);
        assertThat(anthropic.text()).contains("invalid_request_error", "a field is odd");
    }

    @Test
    void aProvidersFailureIsNotTheCallersWhateverItsStatus() throws Exception {
        String failed = "{\"error\":{\"message\":\"generation failed\"}}";

        Wire.Message answer = asked(Spoken.OPENAI, 424, failed);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.field("x-should-retry")).isEqualTo("true");
        assertThat(answer.text()).contains("\"origin\":\"upstream\"");
    }
}
