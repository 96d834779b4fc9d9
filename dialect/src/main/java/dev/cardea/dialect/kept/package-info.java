/// Answers about what providers keep for later calls: files, batches, answers of old. They are read for
/// the ids in them, and lists for the things that are one organization's. Begin with [KeptThing] and
/// [KeptPage].
@NullMarked
package dev.cardea.dialect.kept;

import org.jspecify.annotations.NullMarked;
