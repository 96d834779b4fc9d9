package dev.cardea.control;

import dev.cardea.model.Key;
import dev.cardea.model.SecretForms;
import dev.cardea.model.SecretText;
import dev.cardea.model.Sha256;
import dev.cardea.model.Snapshot;
import dev.cardea.storage.Actor;
import dev.cardea.storage.Installation;
import dev.cardea.storage.MemoryStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A new installation in memory, after its first start.
final class Installed implements AutoCloseable {
    static final Mandate ADMIN = Mandate.of(new Actor("key_abcAdmin"));

    final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    final SecureRandom random = new SecureRandom();
    final Vault vault = new Vault(randomKey(random));
    final MemoryStore store =
            new MemoryStore(new Installation("abc", clock.instant(), "0123456789ab"));
    final SnapshotPublisher publisher =
            SnapshotPublisher.start(
                    store, null, SnapshotJournal.none(), clock, Duration.ofHours(1));
    final ControlPlane control =
            new ControlPlane(store, publisher, vault, SecretForms.PLAIN, "abc", clock, random);
    final FirstStart.FirstKeys first = control.firstStart().start();

    Snapshot snapshot() {
        return publisher.snapshot();
    }

    /// What the data plane finds for this credential.
    Optional<Key> found(SecretText secret) {
        return Optional.ofNullable(snapshot().keysByHash().get(Sha256.of(secret.reveal())));
    }

    static byte[] randomKey(SecureRandom random) {
        byte[] key = new byte[Vault.KEY_BYTES];
        random.nextBytes(key);
        return key;
    }

    @Override
    public void close() {
        publisher.close();
        store.close();
    }
}
