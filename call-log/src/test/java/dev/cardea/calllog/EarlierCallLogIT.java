package dev.cardea.calllog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Cost;
import dev.cardea.model.RequestIds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a version that kept no costs left behind: `before-costs.spool` was written by one, and holds
/// `req_1`, which got its answer, and `req_2`, which was refused.
class EarlierCallLogIT {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

    @TempDir Path directory;

    @BeforeEach
    void leaveSpool() throws IOException {
        try (InputStream spool = getClass().getResourceAsStream("before-costs.spool")) {
            Files.copy(Objects.requireNonNull(spool), SpoolFormat.file(directory, 1));
        }
    }

    @Test
    void callsThatWaitInTheSpoolAreKeptWithoutACost() {
        try (CallLog log = open()) {
            assertFound(log);
        }
    }

    @Test
    void tablesOfItTakeCallsWithCosts() throws SQLException {
        makeTables();
        try (CallLog log = open()) {
            assertFound(log);
            CallRecord call = Calls.completed("req_3", NOON.plusSeconds(2));
            log.sink().accept(call);
            assertThat(log.find("req_3")).contains(call);
            CallSummary all = log.summary(CallFilter.everything());
            assertThat(all.calls()).isEqualTo(4);
            assertThat(all.unpricedCalls()).isEqualTo(3);
            assertThat(all.costNanoUsd()).isEqualTo(3_812_345L);
            assertThat(log.find("req_0").map(CallRecord::cost)).contains(Cost.NOT_RECORDED);
        }
    }

    @Test
    void idsThatItKeptAsTextsAreFoundAndPaged() throws SQLException {
        makeTables();
        long at = 1_795_348_800_000_001L;
        List<String> ids =
                List.of(RequestIds.of(at, 3), RequestIds.of(at, 2), RequestIds.of(at, 1), "req_0");
        insert(
                ids.subList(0, 3).stream()
                        .map(id ->
                                "(%d, '%s', 7, '', '', 10, 2, 0, 0, 0, 5, 6, 7, 8, '')"
                                        .formatted(at, id))
                        .collect(
                                Collectors.joining(
                                        ", ", "INSERT INTO calls_20261122 VALUES ", "")));
        try (CallLog log = open()) {
            List<String> found = new ArrayList<>();
            CallFilter old = CallFilter.builder().key("key_1").model("m").build();
            Optional<CallCursor> after = Optional.empty();
            do {
                CallQuery newest = CallQuery.newest(old, 1);
                CallPage page = log.search(after.map(newest::after).orElse(newest));
                page.calls().forEach(call -> found.add(call.id()));
                after = page.next();
            } while (after.isPresent() && found.size() < 10);
            assertThat(found).isEqualTo(ids);
            assertThat(log.find(ids.get(1)).map(CallRecord::modelAsked)).contains("m");
        }
    }

    private void insert(String sql) throws SQLException {
        Path file = directory.resolve(CallDatabase.FILE);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void assertFound(CallLog log) {
        CallRecord first = Calls.completed("req_1", NOON).with(Cost.NOT_RECORDED);
        assertThat(log.find("req_1")).contains(first);
        CallRecord second = Calls.full("req_2", NOON.plusSeconds(1)).with(Cost.NOT_RECORDED);
        assertThat(log.find("req_2")).contains(Calls.withoutDiagnosis(second));
        assertThat(log.diagnosis("req_2")).isEqualTo(second.diagnosis());
    }

    /// The tables of one day as that version made them, with one call.
    private void makeTables() throws SQLException {
        Path file = directory.resolve(CallDatabase.FILE);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql :
                    List.of(
                            """
                            CREATE TABLE calls_20261122 (
                                at_micros BIGINT, id VARCHAR, shape BIGINT, upstream_request_id VARCHAR,
                                session VARCHAR, input_tokens INTEGER, output_tokens INTEGER,
                                cached_input_tokens INTEGER, cache_write_tokens INTEGER, reasoning_tokens INTEGER,
                                first_byte_micros BIGINT, total_micros BIGINT, bytes_in BIGINT, bytes_out BIGINT,
                                attempt_micros VARCHAR)
                            """,
                            """
                            CREATE TABLE shapes_20261122 (
                                shape BIGINT, status INTEGER, streamed BOOLEAN, estimated BOOLEAN,
                                snapshot_revision BIGINT, node VARCHAR, environment VARCHAR, method VARCHAR,
                                path VARCHAR, endpoint VARCHAR, dialect VARCHAR, outcome VARCHAR, reason VARCHAR,
                                key_id VARCHAR, organization VARCHAR, team VARCHAR, application VARCHAR,
                                owner VARCHAR, address VARCHAR, user_agent VARCHAR, model_asked VARCHAR,
                                model_sent VARCHAR, model_answered VARCHAR, provider VARCHAR, attempts VARCHAR)
                            """,
                            """
                            INSERT INTO calls_20261122 VALUES
                                (1795348800000000, 'req_0', 7, '', '', 10, 2, 0, 0, 0, 5, 6, 7, 8, '')
                            """,
                            """
                            INSERT INTO shapes_20261122 VALUES
                                (7, 200, false, false, 1, 'node-1', 'live', 'POST', '/v1/messages',
                                 'MESSAGES', 'ANTHROPIC', 'COMPLETED', '', 'key_1', 'org_1', 'team_1',
                                 'app_1', 'own_1', '192.0.2.7', 'curl/8', 'm', 'm', 'm', 'anthropic', '')
                            """)) {
                statement.execute(sql);
            }
        }
    }

    private CallLog open() {
        return new DuckDbCallLog(CallLogOptions.in(directory), () -> NOON);
    }
}
