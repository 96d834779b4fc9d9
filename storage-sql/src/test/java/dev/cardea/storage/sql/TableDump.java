package dev.cardea.storage.sql;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Every row of every table as text, so that a test can search a whole database for what must not be
/// in it.
public final class TableDump {
    private TableDump() {}

    /// A SQLite file, which may be in use.
    public static String of(Path file) {
        return of("jdbc:sqlite:file:" + file.toAbsolutePath() + "?mode=ro", "", "");
    }

    /// Any database that a driver is there for; the tables of its default schema.
    public static String of(String url, String user, String password) {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            StringBuilder text = new StringBuilder();
            for (String table : tables(connection)) {
                dump(connection, table, text);
            }
            return text.toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows =
                connection
                        .getMetaData()
                        .getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        if (tables.isEmpty()) {
            throw new IllegalStateException("there is no table to dump");
        }
        return tables;
    }

    private static void dump(Connection connection, String table, StringBuilder text)
            throws SQLException {
        text.append("-- ").append(table).append('\n');
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                String.format(Locale.ROOT, "select * from \"%s\"", table))) {
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    Object value = rows.getObject(i);
                    text.append(columns.getColumnName(i)).append('=');
                    // Bytes byte by byte: a secret in them is found as it is.
                    text.append(
                            value instanceof byte[] bytes
                                    ? new String(bytes, StandardCharsets.ISO_8859_1)
                                    : value);
                    text.append('\t');
                }
                text.append('\n');
            }
        }
    }
}
