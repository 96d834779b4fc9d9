/// The vocabulary that the planes share: ids, units, the records that control publishes and the data
/// plane reads, the reason catalogue, the key format, and the ports between the planes.
///
/// Read [dev.cardea.model.Snapshot] first (what the data plane decides from), then
/// [dev.cardea.model.Call] and [dev.cardea.model.Decision] (what is decided), then
/// [dev.cardea.model.CallRecord] (what is kept of it). Nothing here does I/O, and nothing here
/// depends on more than the JDK.
@NullMarked
package dev.cardea.model;

import org.jspecify.annotations.NullMarked;
