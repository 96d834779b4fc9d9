package dev.cardea.storage.sql;

import dev.cardea.model.ApplicationId;
import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.Environment;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeySecret;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyType;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.OwnerId;
import dev.cardea.model.Sha256;
import dev.cardea.storage.Actor;
import dev.cardea.storage.EntityCodec;
import dev.cardea.storage.EntityKind;
import dev.cardea.storage.RowMac;
import dev.cardea.storage.StoreException;
import dev.cardea.storage.Version;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes records of rows, and finds out which keys aren't what was written.
///
/// A key whose row doesn't fit its MAC is read all the same, marked as damaged: so it is refused as
/// such, where a key that isn't there would be refused as unknown. What can't be read of it is taken
/// from the columns that it is looked up by. Any other record that can't be read is an error.
///
/// One is made for each statement that is read, so that equal ids in its rows are one object.
final class RowReader {
    private static final String LOOKED_UP_BY =
            "r.organization, r.parent, r.owner, r.name, r.state, r.created";

    /// The columns of statements that ask for versions: `v` is the version, `r` its record.
    static final String VERSION_COLUMNS =
            "v.revision, v.made_at, v.kind, v.id, v.body, v.mac, " + LOOKED_UP_BY;

    /// The columns of statements that ask for records, even where the version is missing.
    static final String RECORD_COLUMNS =
            "r.revision, v.made_at, r.kind, r.id, v.body, v.mac, " + LOOKED_UP_BY;

    /// No text has this hash.
    private static final KeySecret NO_SECRET = KeySecret.lasting(new Sha256(0, 0, 0, 0));

    private final RowMac mac;
    private final EntityCodec codec = new EntityCodec();

    RowReader(RowMac mac) {
        this.mac = mac;
    }

    Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getLong("revision"), Micros.instant(row.getLong("made_at")), entity(row));
    }

    Version version(ResultSet row) throws SQLException {
        return new Version(
                change(row),
                new Actor(row.getString("actor")),
                row.getString("action"),
                row.getString("reason"));
    }

    Entity entity(ResultSet row) throws SQLException {
        String body = row.getString("body");
        String id = row.getString("id");
        long revision = row.getLong("revision");
        if (!EntityKind.KEY.label().equals(row.getString("kind"))) {
            return other(id, revision, body);
        }
        Key key = body == null ? null : key(body);
        if (key == null || !key.id().value().equals(id) || key.revision() != revision) {
            return unreadable(row);
        }
        return fits(row.getString("mac"), body) ? key : key.withIntact(false);
    }

    private @Nullable Key key(String body) {
        try {
            return codec.read(body) instanceof Key key ? key : null;
        } catch (StoreException.Corrupt _) {
            return null;
        }
    }

    private Entity other(String id, long revision, @Nullable String body) {
        if (body == null) {
            throw new StoreException.Corrupt("the newest version of %s is missing".formatted(id));
        }
        Entity entity;
        try {
            entity = codec.read(body);
        } catch (StoreException.Corrupt e) {
            throw new StoreException.Corrupt(
                    "%s at revision %d can't be read: %s".formatted(id, revision, e.getMessage()));
        }
        if (!entity.id().value().equals(id) || entity.revision() != revision) {
            throw new StoreException.Corrupt(
                    "%s at revision %d holds %s at revision %d"
                            .formatted(id, revision, entity.id(), entity.revision()));
        }
        return entity;
    }

    private boolean fits(@Nullable String hex, String body) {
        if (hex == null || hex.length() != 2 * RowMac.LENGTH) {
            return false;
        }
        try {
            return mac.fits(HexFormat.of().parseHex(hex), body.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Key unreadable(ResultSet row) throws SQLException {
        String parent = row.getString("parent");
        String owner = row.getString("owner");
        try {
            return new Key(
                    new KeyId(row.getString("id")),
                    new OrganizationId(row.getString("organization")),
                    parent == null ? null : new ApplicationId(parent),
                    owner == null ? null : new OwnerId(owner),
                    row.getString("name"),
                    Environment.LIVE,
                    KeyType.SECRET,
                    KeyState.valueOf(row.getString("state")),
                    List.of(NO_SECRET),
                    0,
                    Long.MAX_VALUE,
                    Grants.ALL,
                    false,
                    row.getLong("revision"));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new StoreException.Corrupt(
                    "neither the version nor the columns of a key can be read", e);
        }
    }
}
