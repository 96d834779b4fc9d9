/// Fuzzing of every parser that takes bytes from clients or providers. Read
/// [dev.cardea.benchmarks.fuzz.FuzzTarget] first: it lists them and says what must hold.
@NullMarked
package dev.cardea.benchmarks.fuzz;

import org.jspecify.annotations.NullMarked;
