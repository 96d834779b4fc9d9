package dev.cardea.calllog;

import dev.cardea.model.CallRecord;
import dev.cardea.model.Outcome;
import dev.cardea.model.RequestIds;
import dev.cardea.model.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tables of one day, and a call as a row of them. `calls` has what differs from call to call,
/// `shapes` what repeats: see [CallShape]. `refusals` refers refused calls to `refusal_texts`: see
/// [DiagnosisText].
final class CallColumns {
    /// The columns of a call and its shape, in the order in which [#read] takes them.
    static final String ALL =
            """
            c.id, c.at_micros, s.node, s.environment, s.method, s.path, s.endpoint, s.dialect,
            s.status, s.outcome, s.reason, s.key_id, s.organization, s.team, s.application,
            s.owner, s.address, s.user_agent, c.session, s.model_asked, s.model_sent,
            s.model_answered, s.provider, c.upstream_request_id, s.attempts, c.attempt_micros,
            s.streamed, c.input_tokens, c.output_tokens, c.cached_input_tokens,
            c.cache_write_tokens, c.reasoning_tokens, s.estimated, c.first_byte_micros,
            c.total_micros, c.bytes_in, c.bytes_out, s.snapshot_revision, c.cost_nanos,
            c.cost_missing, c.mirror_of, c.id_rest, c.one_attempt_micros
            """;

    private CallColumns() {}

    /// The statements that make the tables of a day, `%s` being its suffix. Texts cost the database
    /// several times what numbers do: an id of the gateway's is kept as what it holds besides its time
    /// (`id_rest`), the time of a sole attempt as `one_attempt_micros`, and an empty text not at all.
    static final String CREATE =
            """
            CREATE TABLE IF NOT EXISTS calls_%1$s (
                at_micros BIGINT, id VARCHAR, shape BIGINT, upstream_request_id VARCHAR,
                session VARCHAR, input_tokens INTEGER, output_tokens INTEGER,
                cached_input_tokens INTEGER, cache_write_tokens INTEGER, reasoning_tokens INTEGER,
                first_byte_micros BIGINT, total_micros BIGINT, bytes_in BIGINT, bytes_out BIGINT,
                attempt_micros VARCHAR, cost_nanos BIGINT, cost_missing VARCHAR,
                mirror_of VARCHAR, id_rest BIGINT, one_attempt_micros BIGINT);
            CREATE TABLE IF NOT EXISTS shapes_%1$s (
                shape BIGINT, status INTEGER, streamed BOOLEAN, estimated BOOLEAN,
                snapshot_revision BIGINT, node VARCHAR, environment VARCHAR, method VARCHAR,
                path VARCHAR, endpoint VARCHAR, dialect VARCHAR, outcome VARCHAR, reason VARCHAR,
                key_id VARCHAR, organization VARCHAR, team VARCHAR, application VARCHAR,
                owner VARCHAR, address VARCHAR, user_agent VARCHAR, model_asked VARCHAR,
                model_sent VARCHAR, model_answered VARCHAR, provider VARCHAR, attempts VARCHAR);
            CREATE TABLE IF NOT EXISTS refusals_%1$s (
                id VARCHAR, at_micros BIGINT, as_of_micros BIGINT, refusal BIGINT);
            CREATE TABLE IF NOT EXISTS refusal_texts_%1$s (refusal BIGINT, text VARCHAR);
            """;

    /// The statements that give the tables of a day what earlier versions made them without.
    static final String AMEND =
            """
            ALTER TABLE calls_%1$s ADD COLUMN IF NOT EXISTS cost_nanos BIGINT;
            ALTER TABLE calls_%1$s ADD COLUMN IF NOT EXISTS cost_missing VARCHAR;
            ALTER TABLE calls_%1$s ADD COLUMN IF NOT EXISTS mirror_of VARCHAR;
            ALTER TABLE calls_%1$s ADD COLUMN IF NOT EXISTS id_rest BIGINT;
            ALTER TABLE calls_%1$s ADD COLUMN IF NOT EXISTS one_attempt_micros BIGINT;
            """;

    /// How many texts a shape has besides its attempts: the columns from `node` to `provider`.
    static final int SHAPE_TEXTS = 19;

    /// What orders the calls, newest first.
    static final String NEWEST_FIRST =
            "ORDER BY c.at_micros DESC, c.id_rest DESC NULLS LAST, c.id DESC NULLS LAST";

    static CallRecord read(ResultSet row) throws SQLException {
        return new CallRecord(
                id(row),
                Micros.instant(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getInt(9),
                Outcome.valueOf(row.getString(10)),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getString(15),
                row.getString(16),
                row.getString(17),
                row.getString(18),
                text(row, 19),
                text(row, 41),
                row.getString(20),
                row.getString(21),
                row.getString(22),
                row.getString(23),
                text(row, 24),
                AttemptText.read(row.getString(25), attemptMicros(row)),
                row.getBoolean(27),
                new Usage(
                        row.getLong(28),
                        row.getLong(29),
                        row.getLong(30),
                        row.getLong(31),
                        row.getLong(32),
                        row.getBoolean(33)),
                CostText.read(row, 39, row.getBoolean(33)),
                row.getLong(34),
                row.getLong(35),
                row.getLong(36),
                row.getLong(37),
                row.getLong(38),
                Optional.empty());
    }

    private static String id(ResultSet row) throws SQLException {
        @Nullable String text = row.getString(1);
        return text == null ? RequestIds.of(row.getLong(2), row.getLong(42)) : text;
    }

    private static String attemptMicros(ResultSet row) throws SQLException {
        @Nullable String several = row.getString(26);
        return several == null ? Long.toString(row.getLong(43)) : several;
    }

    /// Empty texts aren't kept, and some columns are younger than the row.
    private static String text(ResultSet row, int column) throws SQLException {
        @Nullable String text = row.getString(column);
        return text == null ? "" : text;
    }
}
