package dev.cardea.storage.sql;

import dev.cardea.storage.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.api.output.ValidateResult;

/// Brings a database to the schema of this version: forward only, each step in a transaction, and
/// only when every step taken before is one that this version knows, unchanged and finished.
final class Schema {
    private static final String LOCATION = "classpath:dev/cardea/storage/sql";

    /// All steps of this version as the history notes them, checksums included. A history that is just
    /// that needs neither checks nor steps, so that a start doesn't wait for the library that would
    /// find that out; whenever it is another, it is the library's to judge.
    static final List<Step> STEPS = List.of(new Step("1", -1_664_141_644, true));

    /// A line of the history.
    record Step(String version, int checksum, boolean success) {}

    private final String location;
    private final String longType;

    private Schema(String location, String longType) {
        this.location = location;
        this.longType = longType;
    }

    /// The schema of this version.
    ///
    /// @param longType what the database calls a 64-bit integer
    static Schema current(String longType) {
        return new Schema(LOCATION, longType);
    }

    /// Another set of steps, for tests of going from one to the next.
    static Schema at(String location, String longType) {
        return new Schema(location, longType);
    }

    /// Takes the steps that are missing.
    ///
    /// @throws StoreException.Incompatible when a step taken before is unknown, altered or half-done
    /// @throws FlywayException when the database fails on the way; the step it failed in has left
    ///     nothing behind
    void migrate(DataSource database) {
        if (stands(database)) {
            return;
        }
        // Steps that are missing are no fault: they are about to be taken. Everything else is.
        Flyway flyway =
                Flyway.configure()
                        .dataSource(database)
                        .locations(location)
                        .table("schema_history")
                        .placeholders(Map.of("long", longType))
                        .ignoreMigrationPatterns("*:pending")
                        .validateMigrationNaming(true)
                        .cleanDisabled(true)
                        .load();
        ValidateResult validity = flyway.validateWithResult();
        if (!validity.validationSuccessful) {
            throw new StoreException.Incompatible(
                    "the store's schema is not one that this version can go on from: "
                            + reason(validity));
        }
        flyway.migrate();
    }

    private boolean stands(DataSource database) {
        if (!location.equals(LOCATION)) {
            return false;
        }
        try (Connection connection = database.getConnection()) {
            return stepsTaken(connection).equals(STEPS);
        } catch (SQLException _) {
            // There is no history yet, or the library will say what is wrong.
            return false;
        }
    }

    static List<Step> stepsTaken(Connection connection) throws SQLException {
        List<Step> steps = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select version, checksum, success from schema_history where version is not null order by installed_rank")) {
            while (rows.next()) {
                steps.add(new Step(rows.getString(1), rows.getInt(2), rows.getBoolean(3)));
            }
        }
        return steps;
    }

    /// What a failure on the way means when the database itself is sound.
    static StoreException.Incompatible failed(FlywayException e) {
        return new StoreException.Incompatible(
                "the store's schema can't be brought up to date; it is as it was before", e);
    }

    private static String reason(ValidateResult validity) {
        if (validity.invalidMigrations == null || validity.invalidMigrations.isEmpty()) {
            return "its history can't be read";
        }
        ValidateOutput first = validity.invalidMigrations.getFirst();
        return "step %s (%s), %s"
                .formatted(
                        first.version,
                        first.description,
                        first.errorDetails
                                .errorCode
                                .toString()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' '));
    }
}
