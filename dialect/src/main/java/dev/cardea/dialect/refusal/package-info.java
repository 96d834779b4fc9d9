/// Refusals as each client's API words them, before the first byte and after it.
///
/// Read [dev.cardea.dialect.refusal.RefusalView] first (what is told), then
/// [dev.cardea.dialect.refusal.RefusalBody] (how it is written).
@NullMarked
package dev.cardea.dialect.refusal;

import org.jspecify.annotations.NullMarked;
