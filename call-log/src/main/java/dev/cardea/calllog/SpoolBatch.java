package dev.cardea.calllog;

import dev.cardea.model.RequestIds;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Spool entries on their way into the tables of their days, within one transaction of the
/// connection. Appends are seen by the transaction after [#close].
final class SpoolBatch implements AutoCloseable, SpoolReader.Frames {
    private final DuckDBConnection connection;
    private final Map<Long, Day> days = new HashMap<>();

    SpoolBatch(DuckDBConnection connection) {
        this.connection = connection;
    }

    /// The appenders of one day's tables.
    private record Day(
            DuckDBAppender calls,
            DuckDBAppender shapes,
            DuckDBAppender refusals,
            DuckDBAppender refusalTexts) {}

    @Override
    public void frame(long segment, ByteReader content) {
        try {
            while (content.hasMore()) {
                int kind = content.readByte();
                switch (kind) {
                    case SpoolFormat.SHAPE -> shape(segment, content);
                    case SpoolFormat.REFUSAL -> refusal(segment, content);
                    case SpoolFormat.CALL, SpoolFormat.PRICED_CALL, SpoolFormat.MIRRORED_CALL ->
                            call(segment, content, kind);
                    default -> throw new IllegalStateException("unknown spool entry " + kind);
                }
            }
        } catch (SQLException e) {
            throw new CallLogUnavailable(
                    "the call log's database takes no calls: " + e.getMessage(), e);
        }
    }

    private void shape(long segment, ByteReader from) throws SQLException {
        long number = SpoolFormat.global(segment, from.readNumber());
        DuckDBAppender to = day(from.readNumber()).shapes().beginRow();
        to.append(number);
        to.append((int) from.readNumber());
        to.append(from.readByte() == 1);
        to.append(from.readByte() == 1);
        to.append(from.readNumber());
        for (int i = 0; i <= CallColumns.SHAPE_TEXTS; i++) {
            to.append(from.readText());
        }
        to.endRow();
    }

    private void refusal(long segment, ByteReader from) throws SQLException {
        long number = SpoolFormat.global(segment, from.readNumber());
        DuckDBAppender to = day(from.readNumber()).refusalTexts().beginRow();
        to.append(number);
        to.append(from.readText());
        to.endRow();
    }

    private void call(long segment, ByteReader from, int kind) throws SQLException {
        long at = from.readNumber();
        Day day = day(Micros.day(at));
        String id = from.readText();
        DuckDBAppender to = day.calls().beginRow();
        OptionalLong rest = RequestIds.rest(id, at);
        to.append(at);
        text(to, rest.isPresent() ? "" : id);
        to.append(SpoolFormat.global(segment, from.readNumber()));
        text(to, from.readText());
        text(to, from.readText());
        for (int i = 0; i < 5; i++) {
            to.append(Math.clamp(from.readNumber(), 0, Integer.MAX_VALUE));
        }
        for (int i = 0; i < 4; i++) {
            to.append(from.readNumber());
        }
        long attempts = from.readNumber();
        long sole = attempts == 1 ? from.readNumber() : -1;
        text(to, attempts > 1 ? attemptMicros(from, attempts) : "");
        if (kind == SpoolFormat.CALL) {
            CostText.none(to);
        } else {
            CostText.move(from, to);
        }
        text(to, kind == SpoolFormat.MIRRORED_CALL ? from.readText() : "");
        number(to, rest);
        number(to, attempts == 1 ? OptionalLong.of(sole) : OptionalLong.empty());
        to.endRow();
        long refusal = from.readNumber();
        if (refusal > 0) {
            DuckDBAppender refused = day.refusals().beginRow();
            refused.append(id);
            refused.append(from.readNumber());
            refused.append(from.readNumber());
            refused.append(SpoolFormat.global(segment, refusal));
            refused.endRow();
        }
    }

    private static String attemptMicros(ByteReader from, long count) {
        var all = new StringBuilder();
        for (long i = 0; i < count; i++) {
            all.append(i == 0 ? "" : ",").append(from.readNumber());
        }
        return all.toString();
    }

    /// Appends a text, or nothing where it is empty: the database keeps that for nearly nothing.
    static void text(DuckDBAppender to, String text) throws SQLException {
        if (text.isEmpty()) {
            to.appendNull();
        } else {
            to.append(text);
        }
    }

    private static void number(DuckDBAppender to, OptionalLong number) throws SQLException {
        if (number.isPresent()) {
            to.append(number.getAsLong());
        } else {
            to.appendNull();
        }
    }

    private Day day(long epochDay) throws SQLException {
        Day known = days.get(epochDay);
        return known == null ? start(epochDay) : known;
    }

    private Day start(long epochDay) throws SQLException {
        String suffix = DayTables.suffix(epochDay);
        try (Statement statement = connection.createStatement()) {
            for (String create : CallColumns.CREATE.formatted(suffix).split(";\n")) {
                statement.execute(create);
            }
        }
        var day =
                new Day(
                        connection.createAppender("main", "calls_" + suffix),
                        connection.createAppender("main", "shapes_" + suffix),
                        connection.createAppender("main", "refusals_" + suffix),
                        connection.createAppender("main", "refusal_texts_" + suffix));
        days.put(epochDay, day);
        return day;
    }

    @Override
    public void close() throws SQLException {
        for (Day day : days.values()) {
            day.calls().close();
            day.shapes().close();
            day.refusals().close();
            day.refusalTexts().close();
        }
    }
}
