package dev.cardea.calllog;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Diagnosis;
import dev.cardea.model.Outcome;
import dev.cardea.model.RequestIds;
import dev.cardea.model.Usage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Questions to the tables of the days, one day after the other from the newest on, so that a page is
/// found without touching older days.
final class CallSearch {
    private final DuckDBConnection connection;
    private final int seconds;

    /// @param seconds how long one statement may take
    CallSearch(DuckDBConnection connection, int seconds) {
        this.connection = connection;
        this.seconds = seconds;
    }

    Optional<CallRecord> find(String id) throws SQLException {
        Optional<RequestIds.Parts> parts = RequestIds.parse(id);
        if (parts.isPresent()) {
            long at = Micros.of(parts.get().at());
            long rest = RequestIds.rest(id, at).orElseThrow();
            Optional<CallRecord> numbered =
                    find("c.at_micros = ? AND c.id_rest = ?", List.of(at, rest));
            if (numbered.isPresent()) {
                return numbered;
            }
        }
        return find("c.id = ?", List.of(id));
    }

    private Optional<CallRecord> find(String where, List<Object> values) throws SQLException {
        for (long day : DayTables.newestFirst(connection)) {
            String sql =
                    "SELECT %s FROM calls_%s c JOIN shapes_%2$s s USING (shape) WHERE %s"
                            .formatted(CallColumns.ALL, DayTables.suffix(day), where);
            try (PreparedStatement statement = prepare(sql, values);
                    ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return Optional.of(CallColumns.read(row));
                }
            }
        }
        return Optional.empty();
    }

    Optional<Diagnosis> diagnosis(String id) throws SQLException {
        for (long day : DayTables.newestFirst(connection)) {
            String sql =
                    """
                    SELECT r.at_micros, r.as_of_micros, t.text
                    FROM refusals_%s r JOIN refusal_texts_%1$s t USING (refusal) WHERE r.id = ?
                    """
                            .formatted(DayTables.suffix(day));
            try (PreparedStatement statement = prepare(sql, List.of(id));
                    ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return Optional.of(
                            DiagnosisText.read(
                                    row.getString(3),
                                    id,
                                    Micros.instant(row.getLong(1)),
                                    Micros.instant(row.getLong(2))));
                }
            }
        }
        return Optional.empty();
    }

    CallPage search(CallQuery query) throws SQLException {
        List<CallRecord> found = new ArrayList<>();
        Conditions conditions = Conditions.of(query.filter()).behind(query.after());
        for (long day : DayTables.newestFirst(connection)) {
            int missing = query.limit() + 1 - found.size();
            if (missing == 0) {
                break;
            }
            if (!conditions.mayMatch(day)) {
                continue;
            }
            String sql =
                    "SELECT %s FROM calls_%s c JOIN shapes_%2$s s USING (shape) %s %s LIMIT %d"
                            .formatted(
                                    CallColumns.ALL,
                                    DayTables.suffix(day),
                                    conditions.where(),
                                    CallColumns.NEWEST_FIRST,
                                    missing);
            try (PreparedStatement statement = prepare(sql, conditions.values());
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(CallColumns.read(rows));
                }
            }
        }
        return CallPage.of(found, query.limit());
    }

    CallSummary summary(CallFilter filter) throws SQLException {
        CallSummary total = CallSummary.NONE;
        Conditions conditions = Conditions.of(filter);
        for (long day : DayTables.newestFirst(connection)) {
            if (!conditions.mayMatch(day)) {
                continue;
            }
            String sql =
                    """
                    SELECT s.outcome, s.reason, s.estimated, count(*),
                        sum(c.input_tokens)::BIGINT, sum(c.output_tokens)::BIGINT,
                        sum(c.cached_input_tokens)::BIGINT, sum(c.cache_write_tokens)::BIGINT,
                        sum(c.reasoning_tokens)::BIGINT,
                        coalesce(sum(c.cost_nanos), 0)::BIGINT,
                        count(*) FILTER (WHERE c.cost_nanos IS NULL)
                    FROM calls_%s c JOIN shapes_%1$s s USING (shape) %s GROUP BY 1, 2, 3
                    """
                            .formatted(DayTables.suffix(day), conditions.where());
            try (PreparedStatement statement = prepare(sql, conditions.values());
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    var tokens =
                            new Usage(
                                    rows.getLong(5),
                                    rows.getLong(6),
                                    rows.getLong(7),
                                    rows.getLong(8),
                                    rows.getLong(9),
                                    rows.getBoolean(3));
                    total =
                            total.plus(
                                    CallSummary.of(
                                            rows.getLong(4),
                                            Outcome.valueOf(rows.getString(1)),
                                            rows.getString(2),
                                            tokens,
                                            rows.getLong(10),
                                            rows.getLong(11)));
                }
            }
        }
        return total;
    }

    private PreparedStatement prepare(String sql, List<Object> values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setQueryTimeout(seconds);
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /// A filter as SQL and the values for its question marks.
    private record Conditions(
            @Nullable Instant from,
            @Nullable Instant until,
            List<String> parts,
            List<Object> values) {
        static Conditions of(CallFilter filter) {
            var conditions =
                    new Conditions(
                            filter.from(), filter.until(), new ArrayList<>(), new ArrayList<>());
            if (filter.from() != null) {
                conditions.add("c.at_micros >= ?", Micros.of(filter.from()));
            }
            if (filter.until() != null) {
                conditions.add("c.at_micros < ?", Micros.of(filter.until()));
            }
            conditions.addText("s.key_id", filter.key());
            conditions.addText("s.organization", filter.organization());
            conditions.addText("s.team", filter.team());
            conditions.addText("s.application", filter.application());
            conditions.addText("s.owner", filter.owner());
            conditions.addText("s.reason", filter.reason());
            conditions.addText("s.provider", filter.provider());
            if (filter.statusClass() != null) {
                conditions.add("s.status // 100 = ?", filter.statusClass());
            }
            if (filter.model() != null) {
                String model = filter.model();
                conditions.add(
                        "(s.model_asked = ? OR s.model_sent = ? OR s.model_answered = ?)",
                        model,
                        model,
                        model);
            }
            if (filter.mirrorOf() != null) {
                conditions.add("c.mirror_of = ?", filter.mirrorOf());
            }
            switch (filter.mirrors()) {
                case WITHOUT -> conditions.add("coalesce(c.mirror_of, '') = ''");
                case ONLY -> conditions.add("coalesce(c.mirror_of, '') <> ''");
                case WITH -> {}
            }
            if (filter.outcome() != null) {
                conditions.add("s.outcome = ?", filter.outcome().name());
            }
            return conditions;
        }

        Conditions behind(@Nullable CallCursor cursor) {
            if (cursor == null) {
                return this;
            }
            // The calls of a microsecond have ids of one kind, so either order goes by itself.
            add(
                    "c.at_micros <= ? AND (c.at_micros < ? OR c.id_rest < ? OR c.id_rest IS NULL AND c.id < ?)",
                    cursor.atMicros(),
                    cursor.atMicros(),
                    RequestIds.rest(cursor.id(), cursor.atMicros()).orElse(Long.MIN_VALUE),
                    cursor.id());
            Instant last = Micros.instant(cursor.atMicros() + 1);
            Instant end = until == null || last.isBefore(until) ? last : until;
            return new Conditions(from, end, parts, values);
        }

        private void addText(String column, @Nullable String value) {
            if (value != null) {
                add(column + " = ?", value);
            }
        }

        private void add(String part, Object... values) {
            parts.add(part);
            this.values.addAll(List.of(values));
        }

        String where() {
            return parts.isEmpty() ? "" : "WHERE " + String.join(" AND ", parts);
        }

        /// Whether calls of this day can be in the time that is asked for.
        boolean mayMatch(long day) {
            return (from == null || Micros.day(Micros.of(from)) <= day)
                    && (until == null || Micros.day(Micros.of(until) - 1) >= day);
        }
    }
}
