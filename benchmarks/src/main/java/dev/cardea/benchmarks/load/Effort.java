package dev.cardea.benchmarks.load;

/// How long a run takes.
///
/// @param rounds how often each contender is measured; the median counts
/// @param seconds of each measurement
/// @param warmUpSeconds of load before anything is measured, per contender, repeated up to three
///     times until it has answered `warmUpCalls`
/// @param warmUpCalls after which compiled code doesn't change any more
/// @param starts how often the start is timed
/// @param streams how many streams are held open at once
/// @param allPeers whether Cardea runs beside all peers, not only the first
public record Effort(
        String name,
        int rounds,
        int seconds,
        int warmUpSeconds,
        int warmUpCalls,
        int starts,
        int streams,
        boolean allPeers) {
    /// About seven minutes.
    public static final Effort FULL = new Effort("full", 3, 5, 20, 300_000, 5, 10_000, true);

    /// Under two minutes: to see whether something broke.
    public static final Effort QUICK = new Effort("quick", 1, 3, 10, 100_000, 1, 2_000, false);
}
