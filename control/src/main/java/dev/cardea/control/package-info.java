/// The control plane: what administrators do, one use case per class, and the snapshot that comes of
/// it.
///
/// Start with [Changes], through which every use case writes, and [SnapshotPublisher], which makes
/// what was written visible to the data plane. [Vault] keeps the secrets.
@NullMarked
package dev.cardea.control;

import org.jspecify.annotations.NullMarked;
