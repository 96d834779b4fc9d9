/// Provider credentials in motion: turns what is stored, encrypted, into the header fields that a
/// request carries, so that a call never waits for one.
@NullMarked
package dev.cardea.upstreamauth;

import org.jspecify.annotations.NullMarked;
