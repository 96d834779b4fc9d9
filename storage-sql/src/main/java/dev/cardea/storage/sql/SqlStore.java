package dev.cardea.storage.sql;

import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.Id;
import dev.cardea.storage.Actor;
import dev.cardea.storage.Commit;
import dev.cardea.storage.EntityKind;
import dev.cardea.storage.Installation;
import dev.cardea.storage.Page;
import dev.cardea.storage.Query;
import dev.cardea.storage.Remembered;
import dev.cardea.storage.RowMac;
import dev.cardea.storage.State;
import dev.cardea.storage.Store;
import dev.cardea.storage.StoreException;
import dev.cardea.storage.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// A store in a database: the statements, which are the same for every database.
///
/// `version` holds every version ever written and is at once the change feed and the audit trail;
/// `record` points at the newest version of each record, with the columns that lists are filtered
/// by.
public abstract sealed class SqlStore implements Store permits SqliteStore, PostgresStore {
    /// Rows that a driver fetches at a time where all of them are read.
    private static final int FETCH = 5_000;

    private final Database database;
    private final RowMac mac;
    private final Installation installation;

    SqlStore(Database database, RowMac mac) {
        this.database = database;
        this.mac = mac;
        installation = InstallationRow.read(database, mac);
    }

    @Override
    public final Installation installation() {
        return installation;
    }

    @Override
    public final List<Change> commit(Commit commit) {
        return database.write(handle -> new CommitWriter(handle, mac).write(commit));
    }

    @Override
    public final Optional<Entity> find(Id id) {
        String sql =
                """
                select %s
                from record r left join version v on v.revision = r.revision
                where r.id = ?\
                """
                        .formatted(RowReader.RECORD_COLUMNS);
        RowReader reader = new RowReader(mac);
        return database.read(handle ->
                handle.select(sql, id.value()).map((row, _) -> reader.entity(row)).findOne());
    }

    @Override
    public final <E extends Entity> Page<E> list(Query<E> query) {
        List<Object> arguments = new ArrayList<>();
        StringBuilder where = new StringBuilder();
        filter(query, where, arguments);
        String sql =
                """
                select %s
                from record r left join version v on v.revision = r.revision
                where %s
                order by r.created
                limit ?\
                """
                        .formatted(RowReader.RECORD_COLUMNS, where);
        arguments.add(query.limit() + 1);
        RowReader reader = new RowReader(mac);
        List<Listed<E>> rows =
                database.read(handle ->
                        handle.select(sql, arguments.toArray())
                                .map((row, _) ->
                                        new Listed<>(
                                                row.getLong("created"),
                                                query.type().cast(reader.entity(row))))
                                .list());
        boolean more = rows.size() > query.limit();
        List<Listed<E>> shown = more ? rows.subList(0, query.limit()) : rows;
        return new Page<>(
                shown.stream().map(Listed::entity).toList(),
                more ? OptionalLong.of(shown.getLast().created()) : OptionalLong.empty());
    }

    private record Listed<E extends Entity>(long created, E entity) {}

    private static void filter(Query<?> query, StringBuilder where, List<Object> arguments) {
        where.append("r.kind = ?");
        arguments.add(EntityKind.of(query.type()).label());
        query.organization()
                .ifPresent(it -> {
                    where.append(" and r.organization = ?");
                    arguments.add(it.value());
                });
        query.parent()
                .ifPresent(it -> {
                    where.append(" and r.parent = ?");
                    arguments.add(it.value());
                });
        query.owner()
                .ifPresent(it -> {
                    where.append(" and r.owner = ?");
                    arguments.add(it.value());
                });
        query.state()
                .ifPresent(it -> {
                    where.append(" and r.state = ?");
                    arguments.add(it);
                });
        query.name()
                .ifPresent(it -> {
                    where.append(" and r.name = ?");
                    arguments.add(it);
                });
        where.append(" and r.created > ?");
        arguments.add(query.after());
    }

    @Override
    public final List<Change> changesAfter(long revision, int limit) {
        String sql =
                """
                select %s
                from version v left join record r on r.id = v.id
                where v.revision > ?
                order by v.revision
                limit ?\
                """
                        .formatted(RowReader.VERSION_COLUMNS);
        RowReader reader = new RowReader(mac);
        List<Change> changes =
                database.read(handle ->
                        handle.select(sql, Math.max(0, revision), limit)
                                .map((row, _) -> reader.change(row))
                                .list());
        long expected = Math.max(0, revision);
        for (Change change : changes) {
            if (change.revision() != ++expected) {
                throw new StoreException.Corrupt(
                        "the change feed lacks revision %d".formatted(expected));
            }
        }
        return changes;
    }

    @Override
    public final List<Version> history(Id id) {
        return versions("where v.id = ? order by v.revision", id.value());
    }

    @Override
    public final List<Version> audit(long before, int limit) {
        return versions("where v.revision < ? order by v.revision desc limit ?", before, limit);
    }

    private List<Version> versions(String rest, Object... arguments) {
        String sql =
                """
                select %s, v.actor, v.action, v.reason
                from version v left join record r on r.id = v.id
                %s\
                """
                        .formatted(RowReader.VERSION_COLUMNS, rest);
        RowReader reader = new RowReader(mac);
        return database.read(handle ->
                handle.select(sql, arguments).map((row, _) -> reader.version(row)).list());
    }

    @Override
    public final State at(long revision) {
        long newest = newestRevision();
        if (revision < 0 || revision > newest) {
            throw new IllegalArgumentException(
                    "revisions are 0 to %d, found %d".formatted(newest, revision));
        }
        return load(
                """
                select %s
                from (select id, max(revision) as revision from version
                      where revision <= ? group by id) newest
                join version v on v.revision = newest.revision
                left join record r on r.id = v.id
                order by r.created\
                """
                        .formatted(RowReader.VERSION_COLUMNS),
                revision);
    }

    @Override
    public final State loadAll() {
        return load(
                """
                select %s
                from record r left join version v on v.revision = r.revision
                order by r.created\
                """
                        .formatted(RowReader.RECORD_COLUMNS));
    }

    /// The newest revision among current versions is the newest there is, so one statement tells
    /// both the records and their revision, and no transaction has to hold two together.
    private State load(String sql, Object... arguments) {
        RowReader reader = new RowReader(mac);
        Loading loading = new Loading(installation.createdAt());
        return database.read(handle ->
                // PostgreSQL sends rows by and by only within a transaction.
                handle.inTransaction(it -> {
                    it.select(sql, arguments)
                            .setFetchSize(FETCH)
                            .map((row, _) -> reader.change(row))
                            .forEach(loading::add);
                    return loading.state();
                }));
    }

    private static final class Loading {
        private final List<Entity> entities = new ArrayList<>();
        private long revision;
        private Instant at;

        Loading(Instant at) {
            this.at = at;
        }

        void add(Change change) {
            entities.add(change.entity());
            if (change.revision() > revision) {
                revision = change.revision();
                at = change.at();
            }
        }

        State state() {
            return new State(revision, at, entities);
        }
    }

    @Override
    public final long newestRevision() {
        return database.read(SqlStore::newestRevision);
    }

    static long newestRevision(Handle handle) {
        return handle.select("select coalesce(max(revision), 0) from version")
                .mapTo(Long.class)
                .one();
    }

    @Override
    public final Optional<Remembered> recall(Actor actor, String idempotencyKey) {
        return database.read(handle ->
                handle.select(
                                """
                                select request_hash, response, made_at from remembered
                                where actor = ? and idempotency_key = ?\
                                """,
                                actor.name(),
                                idempotencyKey)
                        .map((row, _) ->
                                new Remembered(
                                        actor,
                                        idempotencyKey,
                                        row.getString("request_hash"),
                                        row.getString("response"),
                                        Micros.instant(row.getLong("made_at"))))
                        .findOne());
    }

    @Override
    public final int forget(Instant before) {
        return database.write(handle ->
                handle.execute("delete from remembered where made_at < ?", Micros.of(before)));
    }

    @Override
    public final void close() {
        database.close();
    }

    /// What the statements run on.
    final Database database() {
        return database;
    }
}
