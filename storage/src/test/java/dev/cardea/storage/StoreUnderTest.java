package dev.cardea.storage;

import dev.cardea.model.Change;
import dev.cardea.model.Key;
import java.util.List;

/// The store that a contract speaks of, filled.
interface StoreUnderTest {
    Store store();

    default List<Change> fill() {
        return store().commit(Records.commit(Records.tenancy()));
    }

    default Key key(int number) {
        return (Key) store().find(Records.key(number).id()).orElseThrow();
    }
}
