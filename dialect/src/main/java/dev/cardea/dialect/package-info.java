/// Wire formats of providers and their clients: reading, changing and metering them as bytes.
/// Nothing here does I/O, and nothing depends on the network stack.
///
/// Read [dev.cardea.dialect.scan.RequestScan] first (what a request says),
/// [dev.cardea.dialect.usage.UsageMeter] (what an answer cost),
/// [dev.cardea.dialect.refusal.RefusalBody] (how a refusal looks in each format) and
/// [dev.cardea.dialect.classify.UpstreamClassifier] (what a provider's error means).
@NullMarked
package dev.cardea.dialect;

import org.jspecify.annotations.NullMarked;
