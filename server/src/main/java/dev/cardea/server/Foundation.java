package dev.cardea.server;

import dev.cardea.control.KeyEncryptionKeyFile;
import dev.cardea.control.KeyFileUnusable;
import dev.cardea.control.StoreDoor;
import dev.cardea.control.Vault;
import dev.cardea.model.Snapshot;
import dev.cardea.server.cli.CommandFailure;
import dev.cardea.server.cli.ExitCode;
import dev.cardea.server.config.Configuration;
import dev.cardea.storage.Installation;
import dev.cardea.storage.RowMac;
import dev.cardea.storage.SnapshotFile;
import dev.cardea.storage.Store;
import dev.cardea.storage.StoreException;
import dev.cardea.storage.sql.PostgresAddress;
import dev.cardea.storage.sql.PostgresStore;
import dev.cardea.storage.sql.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What everything stands on: the key-encryption key, the store, and the last good snapshot.
///
/// A first start is one where the home has none of the three, or where one began and hadn't got as far as
/// a store. A store that is missing, locked or corrupt beside a good snapshot isn't: the snapshot serves,
/// the admin API answers 503, and no empty store is ever put in its place.
///
/// @param kept the snapshot that was on disk; null when there was none
record Foundation(Vault vault, Store store, SnapshotFile snapshots, @Nullable Snapshot kept) {
    private static final Logger LOG = LoggerFactory.getLogger(Foundation.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int POSTGRESQL_CONNECTIONS = 8;

    /// @throws CommandFailure with one sentence for the operator when there is nothing to serve from
    static Foundation lay(Home home, Configuration configuration, InstantSource clock) {
        KeyEncryptionKeyFile keyFile = new KeyEncryptionKeyFile(home.keyEncryptionKey());
        boolean begun = Files.exists(home.firstStart());
        boolean first =
                (begun || !keyFile.exists())
                        && !Files.exists(home.store())
                        && !Files.exists(home.snapshots().resolve("snapshot"));
        if (first) {
            Home.writeSecret(home.firstStart(), "");
        }
        Vault vault = vault(keyFile, first);
        RowMac mac = RowMac.derive(vault.rowMacKey());
        SnapshotFile snapshots = snapshots(home, mac);
        if (first) {
            Store store = create(home, configuration.store(), mac, clock, begun);
            return new Foundation(vault, store, snapshots, null);
        }
        Snapshot kept = load(snapshots);
        StoreDoor door = new StoreDoor(() -> open(home, configuration.store(), mac), clock, RETRY);
        if (kept == null) {
            insist(door);
        }
        return new Foundation(vault, door, snapshots, kept);
    }

    private static Vault vault(KeyEncryptionKeyFile keyFile, boolean first) {
        try {
            return first && !isWhole(keyFile) ? keyFile.create(new SecureRandom()) : keyFile.read();
        } catch (KeyFileUnusable e) {
            throw new CommandFailure(ExitCode.HOME, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new CommandFailure(
                    ExitCode.HOME, "%s (%s)".formatted(e.getMessage(), e.getCause()));
        }
    }

    /// Whether an interrupted first start left a key. What it left of one is removed: nothing was sealed
    /// under it.
    private static boolean isWhole(KeyEncryptionKeyFile keyFile) {
        try {
            keyFile.read();
            return true;
        } catch (KeyFileUnusable _) {
            try {
                Files.deleteIfExists(keyFile.path());
            } catch (IOException e) {
                throw new UncheckedIOException("can't remove " + keyFile.path(), e);
            }
            return false;
        }
    }

    private static SnapshotFile snapshots(Home home, RowMac mac) {
        try {
            Files.createDirectories(home.snapshots());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.HOME,
                    "%s can't be made (%s)"
                            .formatted(home.snapshots(), e.getClass().getSimpleName()));
        }
        return new SnapshotFile(home.snapshots(), mac);
    }

    private static @Nullable Snapshot load(SnapshotFile snapshots) {
        try {
            Optional<SnapshotFile.Loaded> loaded = snapshots.load();
            loaded.flatMap(SnapshotFile.Loaded::damage).ifPresent(damage -> LOG.warn("{}", damage));
            loaded.map(SnapshotFile.Loaded::cut)
                    .filter(bytes -> bytes > 0)
                    .ifPresent(bytes ->
                            LOG.info(
                                    "the last {} bytes of the snapshot's journal were half written when the process stopped, and are cut off",
                                    bytes));
            return loaded.map(SnapshotFile.Loaded::snapshot).orElse(null);
        } catch (StoreException e) {
            LOG.error("the snapshot can't be used: {}", e.getMessage());
            return null;
        }
    }

    /// @param begun whether an earlier start may have got as far as a database of its own
    private static Store create(
            Home home, Configuration.Store kind, RowMac mac, InstantSource clock, boolean begun) {
        Installation installation = Installation.create(new SecureRandom(), clock.instant(), mac);
        try {
            return switch (kind) {
                case Configuration.Store.Sqlite() ->
                        SqliteStore.create(home.store(), installation, mac);
                case Configuration.Store.Postgresql it ->
                        PostgresStore.create(address(it), installation, mac);
            };
        } catch (StoreException.AlreadyExists _) {
            if (begun) {
                Store store = open(home, kind, mac);
                insist(store);
                return store;
            }
            throw new CommandFailure(
                    ExitCode.STORE,
                    "the database holds a store already; copy key-encryption.key from the home of the node that made it");
        } catch (StoreException e) {
            throw new CommandFailure(ExitCode.STORE, "the store can't be made: " + e.getMessage());
        }
    }

    private static Store open(Home home, Configuration.Store kind, RowMac mac) {
        return switch (kind) {
            case Configuration.Store.Sqlite() -> SqliteStore.open(home.store(), mac);
            case Configuration.Store.Postgresql it -> PostgresStore.open(address(it), mac);
        };
    }

    private static PostgresAddress address(Configuration.Store.Postgresql store) {
        return new PostgresAddress(
                store.url(), store.user(), store.password(), POSTGRESQL_CONNECTIONS);
    }

    private static void insist(Store store) {
        try {
            store.installation();
        } catch (StoreException e) {
            throw new CommandFailure(
                    ExitCode.STORE,
                    "the store can't be used and there is no snapshot to serve from: "
                            + e.getMessage());
        }
    }
}
