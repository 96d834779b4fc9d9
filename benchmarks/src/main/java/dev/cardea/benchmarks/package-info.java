/// What Cardea costs, measured: `./cardea bench`.
///
/// [dev.cardea.benchmarks.Bench] is the command. `load` runs Cardea and nginx side by side
/// ([dev.cardea.benchmarks.load.SideBySide]), the `*Benchmark` classes are JMH's, and results are
/// written to `benchmarks/RESULTS.md`.
@NullMarked
package dev.cardea.benchmarks;

import org.jspecify.annotations.NullMarked;
