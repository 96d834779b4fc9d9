package dev.cardea.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What every store does, whatever it keeps its records in. A backend's tests inherit these.
public abstract class StoreContract
        implements WritingContract, NamingContract, ReadingContract, ConcurrencyContract {
    /// A store without any record, of [Records#installation].
    protected abstract Store emptyStore();

    private @Nullable Store store;

    @BeforeEach
    void open() {
        store = emptyStore();
    }

    @AfterEach
    void close() {
        store().close();
    }

    @Override
    public Store store() {
        return Objects.requireNonNull(store);
    }
}
