package dev.cardea.dialect.translate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Images and sound in answers, and on their way back in the next turn's request.
class AnswerMediaTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PICTURE =
            """
            {"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"AAEC"}},
             {"inlineData":{"mimeType":"video/mp4","data":"AAEC"}},
             {"fileData":{"mimeType":"application/pdf","fileUri":"https://example.com/a.pdf"}}]},
             "finishReason":"STOP"}]}
            """;

    private static AnswerTranslation.Answer answer(String client, String provider, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return Pairs.answers(client, provider).whole().translate(bytes, 0, bytes.length);
    }

    @Test
    void whatAClientHasNoPlaceForIsNamedAndToldInWords() {
        AnswerTranslation.Answer answer = answer("anthropic", "gemini", PICTURE);
        assertThat(answer.dropped()).containsExactly("answer.image", "answer.video");
        assertThat(JSON.readTree(answer.body()).at("/content/0/text").asString())
                .isEqualTo("[left out, as this API has no place for it: image, image/png]");
        assertThat(JSON.readTree(answer.body()).at("/content/2/text").asString())
                .isEqualTo("[file: https://example.com/a.pdf]");
        assertThat(answer("openai", "gemini", PICTURE).dropped()).containsExactly("answer.video");
        assertThat(answer("gemini", "vertex", PICTURE).dropped()).isEmpty();
    }

    @Test
    void soundThatCameInPiecesIsOneTextOfBase64() {
        StringBuilder joined = new StringBuilder();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        StreamTranslation stream = Pairs.answers("openai", "gemini").stream();
        List<byte[]> told = new ArrayList<>();
        for (int size = 1; size < 12; size++) {
            byte[] piece = new byte[size];
            Arrays.fill(piece, (byte) size);
            whole.writeBytes(piece);
            told.add(
                    fed(
                            stream,
                            "{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":"
                                    + "\"audio/L16\",\"data\":\""
                                    + Base64.getEncoder().encodeToString(piece)
                                    + "\"}}]}}]}"));
        }
        told.add(fed(stream, "{\"candidates\":[{\"finishReason\":\"STOP\"}]}"));
        for (byte[] bytes : told) {
            for (String line : new String(bytes, UTF_8).split("\n\n")) {
                JsonNode delta = JSON.readTree(line.substring(6)).at("/choices/0/delta/audio/data");
                joined.append(delta.asString(""));
            }
        }
        assertThat(Base64.getDecoder().decode(joined.toString())).isEqualTo(whole.toByteArray());
    }

    private static byte[] fed(StreamTranslation stream, String json) {
        byte[] bytes = ("data: " + json + "\n\n").getBytes(UTF_8);
        return stream.feed(bytes, 0, bytes.length);
    }

    @Test
    void anImageOfAnEarlierAnswerGoesBackToTheModelThatMadeIt() {
        String chat =
                """
                {"model":"m","messages":[{"role":"user","content":"Draw"},{"role":"assistant",
                 "content":"Here","images":[{"type":"image_url","index":0,
                 "image_url":{"url":"data:image/png;base64,AAEC"}}]},
                 {"role":"user","content":"Bluer"}]}
                """;
        String responses =
                """
                {"model":"m","input":[{"role":"user","content":"Draw"},
                 {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Here"}]},
                 {"type":"image_generation_call","id":"ig_1","status":"completed","result":"AAEC",
                  "output_format":"png"},{"role":"user","content":"Bluer"}]}
                """;
        for (String[] said : List.of(pair("openai", chat), pair("responses", responses))) {
            JsonNode turn = JSON.readTree(sent(said[0], said[1])).at("/contents/1");
            assertThat(turn.at("/role").asString()).isEqualTo("model");
            assertThat(turn.at("/parts/1/inlineData/data").asString()).isEqualTo("AAEC");
            assertThat(turn.at("/parts/1/inlineData/mimeType").asString()).isEqualTo("image/png");
        }
    }

    private static String[] pair(String client, String body) {
        return new String[] {client, body};
    }

    private static byte[] sent(String client, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        Translation translation =
                Pairs.translator(client, "gemini")
                        .orElseThrow()
                        .request(
                                bytes,
                                0,
                                bytes.length,
                                "gemini-2.5-flash-image",
                                Pairs.options(client, false));
        return ((Translation.Translated) translation).body();
    }

    @Test
    void imagesThatAreWantedAreAskedFor() {
        String chat =
                """
                {"model":"m","modalities":["image","text"],"messages":[{"role":"user","content":"Draw"}]}
                """;
        assertThat(
                        JSON.readTree(sent("openai", chat))
                                .at("/generationConfig/responseModalities")
                                .toString())
                .isEqualTo("[\"IMAGE\",\"TEXT\"]");
        String text =
                """
                {"model":"m","modalities":["text"],"messages":[{"role":"user","content":"Say"}]}
                """;
        assertThat(JSON.readTree(sent("openai", text)).at("/generationConfig").toString())
                .isEqualTo("{}");
    }

    @Test
    void theKindOfSoundIsTakenFromItsFirstBytes() {
        assertThat(soundType("UklGRgAA")).isEqualTo("audio/wav");
        assertThat(soundType("SUQzAAAA")).isEqualTo("audio/mpeg");
        assertThat(soundType("T2dnUwAA")).isEqualTo("audio/ogg");
        assertThat(soundType("ZkxhQwAA")).isEqualTo("audio/flac");
        assertThat(soundType("AAABAAIA")).isEqualTo("audio/L16;codec=pcm;rate=24000");
    }

    private static String soundType(String base64) {
        AnswerTranslation.Answer answer =
                answer(
                        "gemini",
                        "openai",
                        """
                        {"choices":[{"message":{"content":null,"audio":{"id":"a","data":"%s",
                         "transcript":"Hi"}},"finish_reason":"stop"}]}
                        """
                                .formatted(base64));
        JsonNode parts = JSON.readTree(answer.body()).at("/candidates/0/content/parts");
        assertThat(parts.at("/1/text").asString()).isEqualTo("Hi");
        return parts.at("/0/inlineData/mimeType").asString();
    }
}
