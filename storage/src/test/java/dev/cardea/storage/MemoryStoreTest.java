package dev.cardea.storage;

final class MemoryStoreTest extends StoreContract {
    @Override
    protected Store emptyStore() {
        return new MemoryStore(Records.installation());
    }
}
