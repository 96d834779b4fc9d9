package dev.cardea.relay.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FramingFuzzTest {
    @Test
    void agreesWithTheStockCodecOrSaysWhyNot() {
        FramingFuzz fuzz = new FramingFuzz(20_261_122);
        fuzz.run(1_500);
        assertThat(fuzz.bothAccepted()).isGreaterThan(500);
    }

    @Test
    void corpusIsAcceptedByBoth() {
        for (byte[] request : Corpus.requests()) {
            Transcript ours = Transcript.ofRequests(request);
            assertThat(ours.messages())
                    .isNotEmpty()
                    .isEqualTo(Transcript.ofStockRequests(request).messages());
            assertThat(ours.stopped()).isNull();
        }
        for (byte[] response : Corpus.responses()) {
            Transcript ours = Transcript.ofResponse(response);
            assertThat(ours.messages())
                    .hasSize(1)
                    .isEqualTo(Transcript.ofStockResponse(response).messages());
            assertThat(ours.stopped()).isNull();
        }
    }

    @Test
    void splitAtEveryByteParsesTheSame() {
        for (byte[] request : Corpus.requests()) {
            Transcript whole = Transcript.ofRequests(request);
            for (int at = 1; at < request.length; at++) {
                assertThat(Transcript.ofRequests(request, at)).isEqualTo(whole);
            }
            assertThat(Transcript.ofRequests(request, everyByte(request))).isEqualTo(whole);
        }
        for (byte[] response : Corpus.responses()) {
            Transcript whole = Transcript.ofResponse(response);
            for (int at = 1; at < response.length; at++) {
                assertThat(Transcript.ofResponse(response, at)).isEqualTo(whole);
            }
            assertThat(Transcript.ofResponse(response, everyByte(response))).isEqualTo(whole);
        }
    }

    private static int[] everyByte(byte[] bytes) {
        return java.util.stream.IntStream.range(1, bytes.length).toArray();
    }
}
