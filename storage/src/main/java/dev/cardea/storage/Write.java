package dev.cardea.storage;

import dev.cardea.model.Entity;

/// One record to be written, provided that nobody changed it since it was read.
///
/// @param entity its revision is ignored: the store gives it the next one
/// @param expectedRevision the revision that the store must have now; 0 when it must not exist
public record Write(Entity entity, long expectedRevision) {
    public Write {
        if (expectedRevision < 0) {
            throw new IllegalArgumentException(
                    "an expected revision is 0 or more, found " + expectedRevision);
        }
    }

    /// A record that doesn't exist yet.
    public static Write create(Entity entity) {
        return new Write(entity, 0);
    }

    /// The next version of a record, made from the version whose revision it still carries.
    public static Write update(Entity entity) {
        if (entity.revision() <= 0) {
            throw new IllegalArgumentException(entity.id() + " was never stored");
        }
        return new Write(entity, entity.revision());
    }
}
