package dev.cardea.storage.sql;

import dev.cardea.storage.Installation;
import dev.cardea.storage.RowMac;
import dev.cardea.storage.StoreException;

/// A store in a PostgreSQL database, which several nodes share.
public final class PostgresStore extends SqlStore {
    private PostgresStore(PostgresDatabase database, RowMac mac) {
        super(database, mac);
    }

    /// Makes the tables in a database that has none, and the store in them.
    ///
    /// @throws StoreException.AlreadyExists when the database holds a store already
    /// @throws StoreException.Unavailable when it can't be reached
    public static PostgresStore create(
            PostgresAddress address, Installation installation, RowMac mac) {
        PostgresDatabase database = PostgresDatabase.create(address);
        return guarded(
                database,
                () -> {
                    InstallationRow.write(database, installation);
                    return new PostgresStore(database, mac);
                });
    }

    /// Opens a store, and brings it to the schema of this version.
    ///
    /// @throws StoreException.Unavailable when the database can't be reached, or holds no store
    /// @throws StoreException.Incompatible when it was written by a newer version, or with another
    ///     key-encryption key
    public static PostgresStore open(PostgresAddress address, RowMac mac) {
        PostgresDatabase database = PostgresDatabase.open(address);
        return guarded(database, () -> new PostgresStore(database, mac));
    }

    private static PostgresStore guarded(
            PostgresDatabase database, java.util.function.Supplier<PostgresStore> made) {
        try {
            return made.get();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }
}
