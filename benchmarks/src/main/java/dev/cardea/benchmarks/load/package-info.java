/// The side-by-side load run: processes that are measured ([dev.cardea.benchmarks.load.Contender]),
/// load from wrk and h2load, upstreams that answer, and the report.
@NullMarked
package dev.cardea.benchmarks.load;

import org.jspecify.annotations.NullMarked;
