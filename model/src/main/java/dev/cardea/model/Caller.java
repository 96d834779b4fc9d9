package dev.cardea.model;

import org.jspecify.annotations.Nullable;

/// Who is calling, once the key is proven: the records as they stood in the snapshot.
///
/// @param owner null when the key's link to its owner is broken
/// @param application null for a management key, or when the record is missing
/// @param team null when the record is missing
/// @param organization null when the record is missing
public record Caller(
        Key key,
        @Nullable Owner owner,
        @Nullable Application application,
        @Nullable Team team,
        @Nullable Organization organization) {

    /// How much this caller is told.
    public Disclosure disclosure() {
        return organization == null ? Disclosure.STANDARD : organization.disclosure();
    }
}
