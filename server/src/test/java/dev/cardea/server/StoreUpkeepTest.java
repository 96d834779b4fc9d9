package dev.cardea.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Disclosure;
import dev.cardea.model.Grants;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import dev.cardea.storage.Actor;
import dev.cardea.storage.Commit;
import dev.cardea.storage.Installation;
import dev.cardea.storage.MemoryStore;
import dev.cardea.storage.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class StoreUpkeepTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void onlyIdempotencyKeysThatServedTheirTimeAreForgotten() throws Exception {
        try (var store = new MemoryStore(new Installation("abc", NOW, "0123456789ab"))) {
            remember(store, "old", NOW.minus(Duration.ofHours(25)));
            remember(store, "young", NOW.minus(Duration.ofHours(23)));
            try (var _ =
                    StoreUpkeep.start(
                            store,
                            Duration.ofHours(24),
                            Duration.ofMillis(10),
                            InstantSource.fixed(NOW))) {
                long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
                while (store.recall(Actor.SYSTEM, "old").isPresent()) {
                    assertThat(System.nanoTime()).as("in time").isLessThan(until);
                    Thread.sleep(5);
                }
            }
            assertThat(store.recall(Actor.SYSTEM, "young")).isPresent();
        }
    }

    private static void remember(MemoryStore store, String key, Instant at) {
        var organization =
                new Organization(
                        new OrganizationId("org_" + key),
                        key,
                        Lifecycle.ACTIVE,
                        Disclosure.STANDARD,
                        Grants.ALL,
                        0);
        store.commit(
                Commit.of(Actor.SYSTEM, "organizations.create", at, Write.create(organization))
                        .remembering(key, "hash", "{}"));
    }
}
