package dev.cardea.calllog;

import dev.cardea.model.Cost;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// A cost in the spool and in the database: its amount, and what was missing for one, with commas
/// between. In the database a cost that isn't known has no amount, and one that was never worked out
/// has nothing missing either.
final class CostText {
    /// In the place of an amount in the spool.
    private static final long UNKNOWN = -1;

    private CostText() {}

    static void write(Cost cost, ByteWriter to) {
        to.writeNumber(cost.nanoUsd().orElse(UNKNOWN));
        to.writeText(String.join(",", cost.missing()));
    }

    /// Moves what [#write] wrote into two columns.
    static void move(ByteReader from, DuckDBAppender to) throws SQLException {
        long nanoUsd = from.readNumber();
        if (nanoUsd == UNKNOWN) {
            to.appendNull();
        } else {
            to.append(nanoUsd);
        }
        SpoolBatch.text(to, from.readText());
    }

    /// Fills both columns of a call that was written before costs were kept.
    static void none(DuckDBAppender to) throws SQLException {
        to.appendNull();
        to.appendNull();
    }

    /// Reads the two columns from this one on.
    static Cost read(ResultSet row, int column, boolean estimated) throws SQLException {
        long nanoUsd = row.getLong(column);
        if (!row.wasNull()) {
            return Cost.of(nanoUsd, estimated);
        }
        @Nullable String missing = row.getString(column + 1);
        return missing == null || missing.isEmpty()
                ? Cost.NOT_RECORDED
                : Cost.unknown(List.of(missing.split(",", -1)), estimated);
    }
}
