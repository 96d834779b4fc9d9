package dev.cardea.dialect.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies of audio and image calls, with files in them.
class MultipartScanTest {
    private static final String TYPE = "multipart/form-data; boundary=XyZ";
    private static final String FORM =
            """
            --XyZ
            Content-Disposition: form-data; name="file"; filename="a.wav"
            Content-Type: audio/wav

            RIFF --XyZ \r
            --Xy bytes
            --XyZ
            content-disposition: form-data; name=model

            whisper-1
            --XyZ
            Content-Disposition: form-data; name="stream"

            true
            --XyZ--
            """
                    .replaceAll("(?<!\r)\n", "\r\n");

    private static RequestScan scan(String type, String body, int piece) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        var scan = new RequestScan.Incremental(Endpoint.TRANSCRIPTIONS, type);
        for (int at = 0; at < bytes.length; at += piece) {
            if (!scan.feed(bytes, at, Math.min(piece, bytes.length - at))) {
                break;
            }
        }
        return scan.finish();
    }

    @Test
    void theModelIsFoundHoweverTheBodyIsCut() {
        for (int piece = 1; piece <= FORM.length(); piece++) {
            assertThat(scan(TYPE, FORM, piece))
                    .isInstanceOfSatisfying(
                            RequestScan.Found.class,
                            found -> {
                                assertThat(found.model().orElseThrow().name())
                                        .isEqualTo("whisper-1");
                                assertThat(found.stream()).isTrue();
                            });
        }
    }

    @Test
    void anotherModelIsPutInItsPlaceAndNothingElseChanges() {
        byte[] bytes = FORM.getBytes(StandardCharsets.ISO_8859_1);
        var found = (RequestScan.Found) scan(TYPE, FORM, FORM.length());
        assertThat(
                        new String(
                                found.splice("gpt-4o-transcribe", true)
                                        .apply(bytes, 0, bytes.length),
                                StandardCharsets.ISO_8859_1))
                .isEqualTo(FORM.replace("whisper-1", "gpt-4o-transcribe"));
    }

    @Test
    void theBoundaryMayBeQuotedAndTheBodyHaveABeginningAndAnEndOfItsOwn() {
        String quoted = "Multipart/Form-Data; charset=utf-8; boundary=\"X Z\"; x=y";
        String body = "before\r\n" + FORM.replace("--XyZ", "--X Z") + "after --X Z";
        assertThat(scan(quoted, body, 5)).isInstanceOf(RequestScan.Found.class);
    }

    @Test
    void jsonStaysJson() {
        assertThat(scan("application/json", "{\"model\":\"m\"}", 3))
                .isInstanceOfSatisfying(
                        RequestScan.Found.class,
                        found -> assertThat(found.model().orElseThrow().name()).isEqualTo("m"));
        byte[] form = FORM.getBytes(StandardCharsets.ISO_8859_1);
        var chat = new RequestScan.Incremental(Endpoint.CHAT_COMPLETIONS, TYPE);
        chat.feed(form, 0, form.length);
        assertThat(chat.finish()).isInstanceOf(RequestScan.Broken.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=XyZ; boundary=Xy",
                "multipart/mixed; boundary=XyZ"
            })
    void aTypeThatNamesNoBoundaryIsRefused(String type) {
        assertThat(scan(type, FORM, 100)).isInstanceOf(RequestScan.Broken.class);
    }

    @Test
    void whatTwoParsersCouldReadDifferentlyIsRefused() {
        String part = "--XyZ\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nother\r\n";
        for (String broken :
                Arrays.asList(
                        part + FORM,
                        FORM.replace("--XyZ--", "--XyZ "),
                        FORM.substring(0, FORM.length() - 6),
                        FORM.replace("name=model", "name=\"mo\\del\""),
                        FORM.replace("name=model", "name=MODEL"),
                        FORM.replace("name=model", "name=model; name=file"),
                        FORM.replace("name=model", "name*=utf-8''model"),
                        FORM.replace("form-data; name=model", "form-data"),
                        FORM.replace("name=model\r\n", "name=model\n"),
                        FORM.replace("name=model\r\n", "name=model\r\n x\r\n"),
                        FORM.replace(
                                "name=model\r\n",
                                "name=model\r\nContent-Transfer-Encoding: base64\r\n"),
                        FORM.replace("\r\nwhisper-1\r\n", ""),
                        FORM.replace("whisper-1", "w".repeat(2000)),
                        FORM.replace("name=model", "name=model; x=" + "y".repeat(9000)),
                        "")) {
            assertThat(scan(TYPE, broken, 64)).as(broken).isInstanceOf(RequestScan.Broken.class);
        }
    }
}
