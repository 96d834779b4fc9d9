package dev.cardea.storage.sql;

import dev.cardea.storage.Records;
import dev.cardea.storage.Store;
import dev.cardea.storage.StoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class PostgresStoreIT extends StoreContract {
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected Store emptyStore() {
        return PostgresStore.create(server.newDatabase(), Records.installation(), Records.mac());
    }
}
