/// Where the control plane keeps its records: what a store promises, a store in memory, and the
/// snapshot on disk that a node serves from while the store is away.
///
/// Read [dev.cardea.storage.Store] first (the promise), then [dev.cardea.storage.Commit] (the only
/// way to change anything) and [dev.cardea.storage.SnapshotFile]. A new backend implements `Store`
/// and passes the contract tests of this module; it reads and writes records with
/// [dev.cardea.storage.EntityCodec].
@NullMarked
package dev.cardea.storage;

import org.jspecify.annotations.NullMarked;
