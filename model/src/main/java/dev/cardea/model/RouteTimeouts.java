package dev.cardea.model;

/// What a route waits for, in milliseconds; 0 leaves it to the gateway's own setting.
///
/// @param connectMillis for a connection to a target; the gateway's own setting is the longest anyway
/// @param firstByteMillis for the head of an answer, from when the request went out
/// @param idleMillis between two parts of an answer
/// @param totalMillis for the whole call, all its attempts together
public record RouteTimeouts(
        long connectMillis, long firstByteMillis, long idleMillis, long totalMillis) {
    public static final RouteTimeouts NONE = new RouteTimeouts(0, 0, 0, 0);

    private static final long LONGEST = 24 * 3_600_000L;

    public RouteTimeouts {
        within("connectMillis", connectMillis);
        within("firstByteMillis", firstByteMillis);
        within("idleMillis", idleMillis);
        within("totalMillis", totalMillis);
    }

    private static void within(String name, long value) {
        if (value < 0 || value > LONGEST) {
            throw new IllegalArgumentException(
                    "%s must be 0 to %d, found %d".formatted(name, LONGEST, value));
        }
    }
}
