package dev.cardea.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
    private static final Instant AT = Instant.parse("2026-11-22T18:46:10.123456Z");

    @Test
    void tellWhenAndWhere() {
        String id = new RequestIds("node-1").next(AT);

        assertThat(RequestIds.parse(id))
                .hasValue(new RequestIds.Parts(AT, RequestIds.tag("node-1")));
        assertThat(RequestIds.tag("node-1")).isNotEqualTo(RequestIds.tag("node-2"));
    }

    @Test
    void differAlsoWithinOneMicrosecond() {
        RequestIds ids = new RequestIds("node-1");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            assertThat(seen.add(ids.next(AT))).isTrue();
        }
    }

    @Test
    void sortByTime() {
        RequestIds ids = new RequestIds("node-1");

        assertThat(ids.next(AT)).isLessThan(ids.next(AT.plusMillis(1)));
    }

    @Test
    void areTheirTimeAndTheRest() {
        long micros = AT.getEpochSecond() * 1_000_000 + AT.getNano() / 1_000;
        RequestIds ids = new RequestIds("node-1");
        String first = ids.next(AT);
        String second = ids.next(AT);
        long rest = RequestIds.rest(first, micros).orElseThrow();

        assertThat(RequestIds.of(micros, rest)).isEqualTo(first);
        assertThat(RequestIds.of(micros, RequestIds.rest(second, micros).orElseThrow()))
                .isEqualTo(second);
        assertThat(RequestIds.rest(first, micros + 1)).isEmpty();
        assertThat(RequestIds.rest("req_1", micros)).isEmpty();
        String last = "req_" + first.substring(4, 13) + "zzzzzzzz";
        assertThat(RequestIds.of(micros, RequestIds.rest(last, micros).orElseThrow()))
                .isEqualTo(last);
        assertThat(RequestIds.rest(last, micros).orElseThrow()).isGreaterThan(rest);
    }

    @Test
    void otherTextsAreNone() {
        String id = new RequestIds("node-1").next(AT);

        assertThat(RequestIds.parse("")).isEmpty();
        assertThat(RequestIds.parse("key_" + id.substring(4))).isEmpty();
        assertThat(RequestIds.parse(id + "0")).isEmpty();
        assertThat(RequestIds.parse(id.substring(0, id.length() - 1) + "-")).isEmpty();
    }
}
