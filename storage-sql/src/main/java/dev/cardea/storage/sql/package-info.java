/// Stores in a database: SQLite, which comes with the gateway, and PostgreSQL, which several nodes
/// share. One schema and one set of statements serve both.
///
/// Read [dev.cardea.storage.sql.SqlStore] first (the statements), then
/// [dev.cardea.storage.sql.SqliteStore] and [dev.cardea.storage.sql.PostgresStore] (how each is
/// opened, and what can go wrong). The schema is in `V1__records.sql`.
@NullMarked
package dev.cardea.storage.sql;

import org.jspecify.annotations.NullMarked;
