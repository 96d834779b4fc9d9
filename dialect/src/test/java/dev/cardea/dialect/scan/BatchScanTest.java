package dev.cardea.dialect.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.scan.RequestScan.Broken;
import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.dialect.scan.RequestScan.StateReference;
import dev.cardea.model.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The requests within batches, as files of lines and as JSON.
class BatchScanTest {
    private static final String TYPE = "multipart/form-data; boundary=XyZ";
    private static final String LINE =
            "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"messages\":[{\"model\":\"deep\"}],\"model\":\"m1\"}}";

    private static String form(String purpose, String lines) {
        return "--XyZ\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n%s\r\n%s"
                .formatted(purpose, fileFirst(lines, ""));
    }

    /// @param purpose empty for none behind the file
    private static String fileFirst(String lines, String purpose) {
        return "--XyZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.jsonl\"\r\n\r\n%s\r\n%s--XyZ--\r\n"
                .formatted(
                        lines,
                        purpose.isEmpty()
                                ? ""
                                : "--XyZ\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n%s\r\n"
                                        .formatted(purpose));
    }

    private static RequestScan.Incremental scanned(Endpoint endpoint, String body, int cut) {
        byte[] bytes = body.getBytes(UTF_8);
        var scan = new RequestScan.Incremental(endpoint, TYPE);
        if (scan.feed(bytes, 0, cut)) {
            scan.feed(bytes, cut, bytes.length - cut);
        }
        return scan;
    }

    private static String fault(Endpoint endpoint, String body) {
        String found = null;
        for (int cut = 0; cut <= body.getBytes(UTF_8).length; cut++) {
            RequestScan result = scanned(endpoint, body, cut).finish();
            assertThat(result).isInstanceOf(Broken.class);
            String detail = ((Broken) result).fault().words().get("detail");
            assertThat(detail).isEqualTo(found == null ? detail : found);
            found = detail;
        }
        return String.valueOf(found);
    }

    private static BatchItem item(long number, String path, String model) {
        return new BatchItem(number, path, model, List.of(), List.of());
    }

    @Test
    void linesAreReadWhereverTheyAreCutAndWhereverThePurposeStands() {
        String other = LINE.replace("m1", "m\\u0032").replace("chat/completions", "responses");
        String lines = LINE + "\n\n" + LINE + "\r\n" + other;
        for (String body : List.of(form("batch", lines), fileFirst(lines + "\n", " Batch"))) {
            for (int cut = 0; cut <= body.length(); cut++) {
                var scan = scanned(Endpoint.FILES, body, cut);
                assertThat(scan.finish()).isInstanceOf(Found.class);
                assertThat(scan.items())
                        .containsExactly(
                                item(1, "/v1/chat/completions", "m1"),
                                item(4, "/v1/responses", "m2"));
            }
        }
    }

    @Test
    void whatLooksLikeABoundaryIsOfTheFile() {
        String line = LINE.replace("\"a\"", "\"--XyZ\"") + "\r\n--Xy\r\n";
        assertThat(fault(Endpoint.FILES, form("batch", line))).contains("line 2");
    }

    @Test
    void aFileForAnotherPurposeMayBeAnything() {
        for (String body : List.of(form("user_data", "%PDF {"), fileFirst("%PDF {", "user_data"))) {
            var scan = scanned(Endpoint.FILES, body, 90);
            assertThat(scan.finish()).isInstanceOf(Found.class);
            assertThat(scan.items()).isEmpty();
        }
    }

    @Test
    void aFileMayHaveANameBeyondAscii() {
        String body =
                form("batch", LINE)
                        .replace("; filename=\"b.jsonl\"", "; filename*=utf-8''%C3%A4.jsonl");
        assertThat(scanned(Endpoint.FILES, body, 80).items()).hasSize(1);
        assertThat(fault(Endpoint.FILES, body.replace("name=\"file\"", "name*=utf-8''file")))
                .contains("no name");
    }

    @Test
    void whatALineGoesOnFromIsFound() {
        String line =
                LINE.replace(
                        "\"messages\"",
                        "\"previous_response_id\":\"resp_1\",\"input\":[{\"content\":[{\"file_id\":\"file-1\"}]}],\"messages\"");
        assertThat(scanned(Endpoint.FILES, form("batch", line), 70).items())
                .containsExactly(
                        new BatchItem(
                                1,
                                "/v1/chat/completions",
                                "m1",
                                List.of(new StateReference("previous_response_id", "resp_1")),
                                List.of(new StateReference("file_id", "file-1"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"POST\",\"url\":\"/u\",\"body\":{\"model\":\"m1\",\"model\":\"m2\"}}",
                "{\"method\":\"POST\",\"url\":\"/u\",\"body\":{\"model\":\"m1\",\"Model\":\"m2\"}}",
                "{\"method\":\"POST\",\"url\":\"/u\",\"body\":{\"model\":\"m1\",\"mod\\u0065l\":\"m2\"}}",
                "{\"method\":\"POST\",\"url\":\"/u\",\"body\":{\"model\":\"m1\"},\"body\":{\"model\":\"m2\"}}",
                "{\"method\":\"POST\",\"url\":\"/u\",\"body\":{\"model\":\"m1\"},\"b\\u006fdy\":{\"model\":\"m2\"}}",
                "{\"method\":\"POST\",\"url\":\"/u\",\"body\":{\"model\":\"m1\"},\"Body\":{\"model\":\"m2\"}}",
                "{\"method\":\"POST\",\"url\":\"/u\",\"url\":\"/v\",\"body\":{\"model\":\"m1\"}}",
                "{\"method\":\"GET\",\"url\":\"/u\",\"body\":{\"model\":\"m1\"}}",
                "{\"method\":\"POST\",\"body\":{\"model\":\"m1\"}}",
                "{\"method\":\"POST\",\"url\":\"/u\"}",
                "{\"method\":\"POST\",\"url\":\"/u\",\"body\":[{\"model\":\"m1\"}]}",
                "{\"method\":\"POST\",\"url\":\"/u\",\"body\":{\"model\":\"m1\"}} {}",
                "{\"method\":\"POST\",\"url\":\"/u\",\"body\":{\"model\":\"m1\",\"user\":\"\u2028\"}}",
                "{\"method\":\"POST\",\"url\":\"/u\",\"body\":{\"model\":\"m1\",\"user\":\"\u0085\"}}",
                "[]",
                "\"x\"",
                "{\"method\":\"POST\""
            })
    void aLineThatCanBeReadInTwoWaysOrInNoneBreaksTheBatch(String line) {
        assertThat(fault(Endpoint.FILES, form("batch", LINE + "\n" + line))).contains("line 2");
    }

    @Test
    void manyDifferentModelsAreTooMany() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 33; i++) {
            lines.append(LINE.replace("m1", "m" + i)).append('\n');
        }
        RequestScan result = scanned(Endpoint.FILES, form("batch", lines.toString()), 80).finish();
        assertThat(((Broken) result).fault().words().get("detail")).contains("at most 32");
    }

    @Test
    void aSecondPurposeOrFileBreaksTheForm() {
        String once = form("user_data", "x");
        assertThat(fault(Endpoint.FILES, once.replace("--XyZ--", form("batch", "x"))))
                .contains("twice");
        assertThat(fault(Endpoint.FILES, "{}")).contains("multipart");
    }

    @Test
    void requestsOfAnthropicsAreReadWhereverTheyAreCut() {
        String body =
                "{\"x\":[{\"params\":1}],\"requests\":[{\"custom_id\":\"a\",\"params\":{\"model\":\"c1\",\"messages\":[{\"content\":[{\"source\":{\"file_id\":\"f1\"}}]}]}},{\"params\":{\"model\":\"c1\"}},{\"params\":{\"model\":\"c1\"}},{\"params\":{\"max_tokens\":1,\"model\":\"c2\",\"requests\":[]}}]}";
        for (int cut = 0; cut <= body.length(); cut++) {
            var scan = scanned(Endpoint.MESSAGE_BATCHES, body, cut);
            assertThat(scan.finish()).isInstanceOf(Found.class);
            assertThat(scan.items())
                    .containsExactly(
                            new BatchItem(
                                    1,
                                    "",
                                    "c1",
                                    List.of(),
                                    List.of(new StateReference("file_id", "f1"))),
                            item(2, "", "c1"),
                            item(4, "", "c2"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"requests\":{}}",
                "{\"requests\":[{}]}",
                "{\"requests\":[[{\"params\":{\"model\":\"m\"}}]]}",
                "{\"requests\":[{\"params\":null}]}",
                "{\"requests\":[{\"params\":{\"model\":\"m\"},\"params\":{\"model\":\"n\"}}]}",
                "{\"requests\":[{\"params\":{\"model\":\"m\"},\"PARAMS\":{\"model\":\"n\"}}]}",
                "{\"requests\":[{\"params\":{\"model\":\"m\",\"model\":\"n\"}}]}",
                "{\"requests\":[{\"params\":{\"model\":\"m\"}}],\"requests\":[{\"params\":{\"model\":\"n\"}}]}",
                "{\"requests\":[{\"params\":{\"model\":\"m\"}}],\"request\\u0073\":[{\"params\":{\"model\":\"n\"}}]}",
                "{\"requests\":[{\"params\":{\"model\":\"m\"}}]"
            })
    void aBatchThatCanBeReadInTwoWaysOrInNoneIsBroken(String body) {
        assertThat(fault(Endpoint.MESSAGE_BATCHES, body)).isNotEmpty();
    }

    @Test
    void anOrderNamesItsFileOnce() {
        String order = "{\"x\":{\"input_file_id\":\"no\"},\"input_file_id\":\"file\\u002d1\"}";
        assertThat(scanned(Endpoint.BATCHES, order, 20).files())
                .containsExactly(new StateReference("input_file_id", "file-1"));
        assertThat(fault(Endpoint.BATCHES, "{\"input_file_id\":\"a\",\"Input_File_Id\":\"b\"}"))
                .contains("letter case");
        assertThat(fault(Endpoint.BATCHES, "{\"input_file_id\":[\"a\"]}")).contains("a text");
        assertThat(fault(Endpoint.BATCHES, "{}")).contains("input_file_id");
    }
}
