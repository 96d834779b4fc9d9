package dev.cardea.storage.sql;

import dev.cardea.storage.StoreException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// What differs between the databases: how to get a connection, how to be the only writer, and what
/// an error means.
interface Database extends AutoCloseable {
    /// Runs statements that change nothing.
    ///
    /// @throws StoreException in place of whatever the database says
    <T> T read(Function<Handle, T> work);

    /// Runs statements in one transaction, with nobody else writing from its beginning to its end.
    ///
    /// @throws StoreException in place of whatever the database says
    <T> T write(Function<Handle, T> work);

    @Override
    void close();
}
