/// What an answer cost, read from its bytes while they pass.
///
/// Read [dev.cardea.dialect.usage.UsageMeter] first.
@NullMarked
package dev.cardea.dialect.usage;

import org.jspecify.annotations.NullMarked;
