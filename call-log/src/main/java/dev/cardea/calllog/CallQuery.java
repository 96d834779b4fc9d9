package dev.cardea.calllog;

import org.jspecify.annotations.Nullable;

/// One page of calls that is asked for.
///
/// @param after where the page before ended, null for the first page
/// @param limit how many calls at most, 1 to 1,000
public record CallQuery(CallFilter filter, @Nullable CallCursor after, int limit) {
    public static final int MAX_LIMIT = 1_000;

    public CallQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "limit must be from 1 to " + MAX_LIMIT + ", found " + limit);
        }
    }

    /// The newest calls that match.
    public static CallQuery newest(CallFilter filter, int limit) {
        return new CallQuery(filter, null, limit);
    }

    /// The page behind this place.
    public CallQuery after(CallCursor cursor) {
        return new CallQuery(filter, cursor, limit);
    }
}
