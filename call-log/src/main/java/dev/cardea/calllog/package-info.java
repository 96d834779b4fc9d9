/// The call log: one record per call, kept for days, found by id, filter or time.
///
/// Start with [dev.cardea.calllog.CallLog], the interface that every backend meets;
/// [dev.cardea.calllog.DuckDbCallLog] keeps calls on disk, [dev.cardea.calllog.InMemoryCallLog] in
/// memory. Records come in through a bounded queue on event loops, are in a file within a fraction of
/// a second, and in the database soon after; whoever asks sees all of them.
@NullMarked
package dev.cardea.calllog;

import org.jspecify.annotations.NullMarked;
