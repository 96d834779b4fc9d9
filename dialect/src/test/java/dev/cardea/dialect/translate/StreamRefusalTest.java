package dev.cardea.dialect.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Streams in which a provider says nothing but that it refuses.
class StreamRefusalTest {
    private static StreamTranslation fed(String provider, byte[] bytes) {
        StreamTranslation stream = Pairs.answers("openai", provider).stream();
        stream.feed(bytes, 0, bytes.length);
        return stream;
    }

    @Test
    void bedrocksFilterIsARefusalAsLongAsNothingWasSaid() {
        String start = "event messageStart {\"role\":\"assistant\"}\n";
        String text =
                "event contentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"No\"}}\n";
        String stop = "event messageStop {\"stopReason\":\"%s\"}\n";
        for (String reason : new String[] {"guardrail_intervened", "content_filtered"}) {
            StreamTranslation stream = fed("bedrock", Frames.of(start + stop.formatted(reason)));
            assertThat(stream.refused()).isTrue();
            assertThat(stream.spoke()).isFalse();
        }
        StreamTranslation said =
                fed("bedrock", Frames.of(start + text + stop.formatted("content_filtered")));
        assertThat(said.refused()).isFalse();
        assertThat(said.spoke()).isTrue();
    }

    @Test
    void aBlockedPromptIsARefusalInGeminisStream() {
        String event = "data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\n\n";
        assertThat(fed("gemini", event.getBytes(UTF_8)).refused()).isTrue();
    }

    @Test
    void anImageIsNoRefusal() {
        String event =
                "data: {\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":"
                        + "\"image/png\",\"data\":\"AAEC\"}}]},\"finishReason\":\"SAFETY\"}]}\n\n";
        assertThat(fed("gemini", event.getBytes(UTF_8)).refused()).isFalse();
    }
}
