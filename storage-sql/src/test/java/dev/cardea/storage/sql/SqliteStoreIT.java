package dev.cardea.storage.sql;

import dev.cardea.storage.Records;
import dev.cardea.storage.Store;
import dev.cardea.storage.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreIT extends StoreContract {
    @TempDir Path home;

    @Override
    protected Store emptyStore() {
        return SqliteStore.create(home.resolve("cardea.db"), Records.installation(), Records.mac());
    }
}
