package dev.cardea.dialect.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.dialect.scan.RequestScan.StateReference;
import dev.cardea.model.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a Responses request refers to that its provider keeps.
class StateScanTest {
    private static RequestScan scan(Endpoint endpoint, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return RequestScan.scan(bytes, 0, bytes.length, endpoint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"previous_response_id\":\"resp_1\"} | previous_response_id | resp_1",
                "{\"previous\\u005fresponse_id\":\"resp\\u005f1\"} | previous_response_id | resp_1",
                "{\"conversation\":\"conv_1\"} | conversation | conv_1",
                "{\"conversation\":{\"x\":{\"id\":\"no\"},\"id\":\"conv_1\"},\"id\":\"no\"} | conversation | conv_1",
                "{\"conversation\":null,\"previous_response_id\":\"resp_1\"} | previous_response_id | resp_1",
            })
    void findsTheReference(String body, String field, String id) {
        assertThat(((Found) scan(Endpoint.RESPONSES, body)).state())
                .contains(new StateReference(field, id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"previous_response_id\":null}",
                "{\"metadata\":{\"previous_response_id\":\"a\",\"conversation\":\"b\"}}",
                "{\"input\":[{\"conversation\":\"b\"}]}",
            })
    void findsNoneWhereThereIsNone(String body) {
        assertThat(((Found) scan(Endpoint.RESPONSES, body)).state()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"previous_response_id\":\"a\",\"previous_response_id\":\"b\"}",
                "{\"Previous_Response_Id\":\"a\"}",
                "{\"previou\u017f_response_id\":\"a\"}",
                "{\"previous_response_id\":[\"a\"]}",
                "{\"previous_response_id\":1}",
                "{\"conversation\":{\"id\":\"a\",\"id\":\"b\"}}",
                "{\"conversation\":{\"id\":[\"a\"]}}",
                "{\"conversation\":\"a\",\"previous_response_id\":\"b\"}",
                "{\"store\":1}",
                "{\"store\":false,\"store\":true}",
            })
    void whatCouldBeReadTwoWaysIsBroken(String body) {
        assertThat(scan(Endpoint.RESPONSES, body)).isInstanceOf(RequestScan.Broken.class);
    }

    @Test
    void tellsWhetherTheAnswerIsKept() {
        assertThat(((Found) scan(Endpoint.RESPONSES, "{}")).stored()).isTrue();
        assertThat(((Found) scan(Endpoint.RESPONSES, "{\"store\":true}")).stored()).isTrue();
        assertThat(((Found) scan(Endpoint.RESPONSES, "{\"store\":false}")).stored()).isFalse();
        assertThat(((Found) scan(Endpoint.CHAT_COMPLETIONS, "{}")).stored()).isFalse();
    }

    @Test
    void otherEndpointsKnowNoSuchMembers() {
        String body = "{\"previous_response_id\":1,\"store\":\"x\",\"Conversation\":[]}";

        assertThat(((Found) scan(Endpoint.CHAT_COMPLETIONS, body)).state()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "RESPONSES | {\"input\":[{\"content\":[{\"type\":\"input_file\",\"file_id\":\"f1\"},{\"file_id\":\"f2\"}]}]} | f1,f2",
                "RESPONSES | {\"input\":[{\"content\":[{\"file\\u005fid\":\"f\\u0031\"}]}]} | f1",
                "RESPONSES | {\"input\":[{\"output\":[{\"File_ID\":\"f1\"}]}]} | f1",
                "CHAT_COMPLETIONS | {\"messages\":[{\"content\":[{\"file\":{\"file_id\":\"f1\"}}]}]} | f1",
                "MESSAGES | {\"messages\":[{\"content\":[{\"source\":{\"file_id\":\"f1\"}}]}]} | f1",
                "RESPONSES | {\"tools\":[{\"vector_store_ids\":[\"v1\", \"v2\"],\"x\":[\"no\"]},{\"container\":{\"file_ids\":[\"f1\",\"f2\"],\"type\":\"auto\"}}]} | v1,v2,f1,f2",
                "RESPONSES | {\"tools\":[{\"container\":\"cntr_1\"},{\"container\":\"a box\"}],\"input\":[{\"container_id\":\"cntr_2\"}]} | cntr_1,cntr_2",
                "RESPONSES | {\"tools\":[{\"file_ids\":[\"f\\u0031\",7,\"f2\"]}],\"input\":[{\"file_id\":[\"f3\"]}]} | f1,f2,f3",
                "RESPONSES | {\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"},{\"id\":\"msg_2\"}]} | msg_1,msg_2",
                "RESPONSES | {\"input\":[{\"id\":\"a\",\"ID\":\"b\",\"content\":[],\"type\":\"item_reference\"}]} | a,b",
                "RESPONSES | {\"input\":[{\"type\":\"message\",\"id\":\"no\",\"content\":\"x\"},{\"type\":\"message\",\"id\":\"m1\",\"content\":null}]} | m1",
                "RESPONSES | {\"input\":[{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]},{\"type\":\"reasoning\",\"id\":\"no\",\"summary\":[],\"encrypted_content\":\"x\"}]} | rs_1",
                "RESPONSES | {\"input\":[{\"type\":\"function_call\",\"id\":\"no\",\"arguments\":\"{}\"},{\"id\":\"i1\",\"x\":{\"id\":\"no\",\"content\":1}}],\"x\":[{\"id\":\"no\"}]} | i1",
                "RESPONSES | {\"input\":[{\"role\":\"user\",\"content\":[{\"file_id\":\"f1\"}]},{\"\\u0069d\":\"m\\u0031\"}]} | f1,m1",
                "MESSAGES | {\"container\":\"container_1\",\"messages\":[]} | container_1",
                "MESSAGES | {\"container\":{\"skills\":[{\"id\":\"container_0\"}],\"i\\u0064\":\"container_1\"},\"id\":\"container_2\"} | container_1",
                "MESSAGES | {\"messages\":[{\"content\":[{\"content\":[{\"source\":{\"file_id\":\"f1\"}}]}]}]} | f1",
            })
    void findsStoredFiles(Endpoint endpoint, String body, String ids) {
        for (int piece : new int[] {1, 7, body.length()}) {
            RequestScan.Incremental scan = new RequestScan.Incremental(endpoint);
            byte[] bytes = body.getBytes(UTF_8);
            for (int at = 0; at < bytes.length; at += piece) {
                assertThat(scan.feed(bytes, at, Math.min(piece, bytes.length - at))).isTrue();
            }
            assertThat(scan.files().stream().map(StateReference::id))
                    .containsExactly(ids.split(","));
        }
    }

    @Test
    void aBodyNamesNotEndlesslyManyFiles() {
        String file = "{\"file_id\":\"f\"},";
        String body =
                "{\"input\":[{\"content\":[" + file.repeat(StoredIds.MOST) + "{\"file_id\":%s}]}]}";

        assertThat(scan(Endpoint.RESPONSES, body.formatted("1"))).isInstanceOf(Found.class);
        assertThat(scan(Endpoint.RESPONSES, body.formatted("\"f\"")))
                .isInstanceOf(RequestScan.Broken.class);
    }
}
