package dev.cardea.model;

/// How often a route tries one target again before it goes on to the next, and after what waits.
///
/// @param attempts at one target, 1 to 5; 1 means no retry
/// @param backoffMillis the longest wait before the first retry, doubled for each further one; the
///     wait itself is drawn evenly between nothing and that
/// @param mostMillis no wait is longer
/// @param budgetPercent retries per hundred calls that a target gets at most, besides a few to
///     begin with; beyond it nothing is retried there
public record RouteRetry(int attempts, long backoffMillis, long mostMillis, int budgetPercent) {
    public static final RouteRetry NONE = new RouteRetry(1, 100, 2_000, 20);

    private static final long LONGEST = 60_000;

    public RouteRetry {
        if (attempts < 1 || attempts > 5) {
            throw new IllegalArgumentException("attempts must be 1 to 5, found " + attempts);
        }
        if (backoffMillis < 1 || mostMillis < backoffMillis || mostMillis > LONGEST) {
            throw new IllegalArgumentException(
                    "waits must be 1 ms to %d ms and grow, found %d and %d"
                            .formatted(LONGEST, backoffMillis, mostMillis));
        }
        if (budgetPercent < 0 || budgetPercent > 100) {
            throw new IllegalArgumentException(
                    "budgetPercent must be 0 to 100, found " + budgetPercent);
        }
    }

    /// The wait before the retry with this number, the first being 1.
    ///
    /// @param draw 0 to 1
    public long waitMillis(int retry, double draw) {
        long longest = Math.min(mostMillis, backoffMillis << Math.min(retry - 1, 16));
        return (long) (longest * draw);
    }
}
