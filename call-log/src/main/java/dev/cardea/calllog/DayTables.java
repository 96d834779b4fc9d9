package dev.cardea.calllog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/// Which days have tables. A table's name ends in its day: `calls_20261122`.
final class DayTables {
    static final List<String> KINDS = List.of("calls", "shapes", "refusals", "refusal_texts");

    private DayTables() {}

    static String suffix(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /// The days since the epoch that have tables, newest first.
    static List<Long> newestFirst(DuckDBConnection connection) throws SQLException {
        List<Long> days = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                SELECT table_name FROM duckdb_tables()
                                WHERE regexp_matches(table_name, '^calls_\\d{8}$')
                                ORDER BY table_name DESC
                                """)) {
            while (rows.next()) {
                String digits = rows.getString(1).substring("calls_".length());
                days.add(LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE).toEpochDay());
            }
        }
        return days;
    }

    /// Brings the tables that earlier versions made up to date.
    static void amend(DuckDBConnection connection) throws SQLException {
        for (long day : newestFirst(connection)) {
            try (Statement statement = connection.createStatement()) {
                for (String amend : CallColumns.AMEND.formatted(suffix(day)).split(";\n")) {
                    statement.execute(amend);
                }
            }
        }
    }

    /// Drops the tables of the days before this one; how many days that were.
    static int dropBefore(DuckDBConnection connection, LocalDate day) throws SQLException {
        int dropped = 0;
        for (long old : newestFirst(connection)) {
            if (old < day.toEpochDay()) {
                try (Statement statement = connection.createStatement()) {
                    for (String kind : KINDS) {
                        statement.execute("DROP TABLE IF EXISTS " + kind + "_" + suffix(old));
                    }
                }
                dropped++;
            }
        }
        return dropped;
    }
}
