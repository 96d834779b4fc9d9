package dev.cardea.storage.sql;

import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.Id;
import dev.cardea.model.Key;
import dev.cardea.storage.Commit;
import dev.cardea.storage.EntityCodec;
import dev.cardea.storage.Facts;
import dev.cardea.storage.Remembered;
import dev.cardea.storage.RowMac;
import dev.cardea.storage.StoreException;
import dev.cardea.storage.Write;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Makes one commit within a transaction that no other writer shares, so that what it checks stays
/// true until it has written.
final class CommitWriter {
    private final Handle handle;
    private final RowMac mac;
    private final EntityCodec codec = new EntityCodec();

    CommitWriter(Handle handle, RowMac mac) {
        this.handle = handle;
        this.mac = mac;
    }

    List<Change> write(Commit commit) {
        commit.remembered().ifPresent(this::remember);
        long revision = SqlStore.newestRevision(handle);
        List<Change> changes = new ArrayList<>(commit.writes().size());
        for (Write write : commit.writes()) {
            changes.add(write(write, ++revision, commit));
        }
        return List.copyOf(changes);
    }

    private Change write(Write write, long revision, Commit commit) {
        Entity entity = write.entity().withRevision(revision);
        Id id = entity.id();
        long found =
                handle.select("select revision from record where id = ?", id.value())
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L);
        if (found != write.expectedRevision()) {
            throw new StoreException.Conflict(id, write.expectedRevision(), found);
        }
        Facts facts = Facts.of(entity);
        for (Id reference : facts.references()) {
            if (!exists(reference)) {
                throw new StoreException.UnknownReference(id, reference);
            }
        }
        claim(id, facts, found == 0);
        insertVersion(entity, facts, commit);
        if (found == 0) {
            insertRecord(id, facts, revision);
        } else {
            updateRecord(id, facts, revision);
        }
        return new Change(revision, commit.at(), entity);
    }

    private boolean exists(Id id) {
        return handle.select("select 1 from record where id = ?", id.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private void claim(Id id, Facts facts, boolean isNew) {
        if (!isNew) {
            handle.execute("delete from claim where id = ?", id.value());
        }
        for (Facts.Claim claim : facts.claims()) {
            handle.select("select id from claim where claim = ?", claim.key())
                    .mapTo(String.class)
                    .findOne()
                    .filter(holder -> !holder.equals(id.value()))
                    .ifPresent(holder -> {
                        throw new StoreException.AlreadyExists(claim.words(), holder);
                    });
            handle.execute(
                    "insert into claim (claim, id) values (?, ?) on conflict do nothing",
                    claim.key(),
                    id.value());
        }
    }

    private void insertVersion(Entity entity, Facts facts, Commit commit) {
        String body = codec.write(entity);
        handle.execute(
                """
                insert into version
                    (revision, made_at, kind, id, body, mac, actor, action, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                entity.revision(),
                Micros.of(commit.at()),
                facts.kind().label(),
                entity.id().value(),
                body,
                entity instanceof Key ? sign(body) : null,
                commit.actor().name(),
                commit.action(),
                commit.reason());
    }

    private String sign(String body) {
        return HexFormat.of().formatHex(mac.sign(body.getBytes(StandardCharsets.UTF_8)));
    }

    private void insertRecord(Id id, Facts facts, long revision) {
        handle.execute(
                """
                insert into record
                    (id, kind, created, revision, organization, parent, owner, state, name)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                id.value(),
                facts.kind().label(),
                revision,
                revision,
                organization(facts),
                parent(facts),
                owner(facts),
                facts.state(),
                facts.name());
    }

    private void updateRecord(Id id, Facts facts, long revision) {
        handle.execute(
                """
                update record
                set revision = ?, organization = ?, parent = ?, owner = ?, state = ?, name = ?
                where id = ?\
                """,
                revision,
                organization(facts),
                parent(facts),
                owner(facts),
                facts.state(),
                facts.name(),
                id.value());
    }

    private void remember(Remembered answer) {
        int inserted =
                handle.execute(
                        """
                        insert into remembered
                            (actor, idempotency_key, request_hash, response, made_at)
                        values (?, ?, ?, ?, ?)
                        on conflict do nothing\
                        """,
                        answer.actor().name(),
                        answer.idempotencyKey(),
                        answer.requestHash(),
                        answer.response(),
                        Micros.of(answer.at()));
        if (inserted == 0) {
            throw new StoreException.AlreadyExists("the idempotency key", answer.actor().name());
        }
    }

    private static @Nullable String organization(Facts facts) {
        return facts.organization().map(Id::value).orElse(null);
    }

    private static @Nullable String parent(Facts facts) {
        return facts.parent().map(Id::value).orElse(null);
    }

    private static @Nullable String owner(Facts facts) {
        return facts.owner().map(Id::value).orElse(null);
    }
}
