package dev.cardea.calllog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryCallLogTest extends CallLogContract {
    @Override
    CallLog open() {
        return new InMemoryCallLog(1_000);
    }

    @Test
    void oldestCallLeavesWhenFull() {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        try (var log = new InMemoryCallLog(2)) {
            log.sink().accept(Calls.completed("req_1", now));
            log.sink().accept(Calls.completed("req_2", now.plusSeconds(1)));
            log.sink().accept(Calls.completed("req_3", now.plusSeconds(2)));
            assertThat(log.find("req_1")).isEmpty();
            assertThat(log.find("req_2")).isPresent();
            assertThat(log.find("req_3")).isPresent();
        }
    }
}
