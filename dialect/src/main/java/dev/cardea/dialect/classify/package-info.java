/// What a provider's error means for the gateway, by a table of rules that is data.
///
/// Read [dev.cardea.dialect.classify.UpstreamAnswer] first, then
/// [dev.cardea.dialect.classify.UpstreamClassifier] and the table `upstream-rules.txt` beside it, then
/// [dev.cardea.dialect.classify.Redactor].
@NullMarked
package dev.cardea.dialect.classify;

import org.jspecify.annotations.NullMarked;
