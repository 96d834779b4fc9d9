package dev.cardea.storage.sql;

import dev.cardea.storage.Installation;
import dev.cardea.storage.RowMac;
import dev.cardea.storage.StoreException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The one row that says which installation a database belongs to.
final class InstallationRow {
    private InstallationRow() {}

    /// Writes it into a database that was just made.
    static void write(Database database, Installation installation) {
        database.write(handle -> {
            if (find(handle).isPresent()) {
                throw new StoreException.AlreadyExists("this database", "another installation");
            }
            return handle.execute(
                    "insert into installation values (1, ?, ?, ?)",
                    installation.tag(),
                    Micros.of(installation.createdAt()),
                    installation.macKeyId());
        });
    }

    /// Reads it, and makes sure that its rows were authenticated with the key at hand: with another
    /// one every key would look damaged.
    static Installation read(Database database, RowMac mac) {
        Installation installation =
                database.read(InstallationRow::find)
                        .orElseThrow(() ->
                                new StoreException.Corrupt(
                                        "the store doesn't say which installation it belongs to"));
        if (!installation.macKeyId().equals(mac.keyId())) {
            throw new StoreException.Incompatible(
                    "the store was written with key-encryption key %s, and the one at hand is %s"
                            .formatted(installation.macKeyId(), mac.keyId()));
        }
        return installation;
    }

    private static Optional<Installation> find(Handle handle) {
        return handle.select("select tag, created_at, mac_key_id from installation where one = 1")
                .map((row, _) ->
                        new Installation(
                                row.getString("tag"),
                                Micros.instant(row.getLong("created_at")),
                                row.getString("mac_key_id")))
                .findOne();
    }
}
