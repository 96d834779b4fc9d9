package dev.cardea.benchmarks.load;

/// How long a run takes.
///
/// @param rounds how often each contender is measured; the median counts
/// @param seconds of each measurement
/// @param warmUpSeconds of load before anything is measured, per contender
/// @param warmUps how often that is repeated at most, until compilers take next to nothing of it
/// @param starts how often the start is timed
/// @param streams how many streams are held open at once
/// @param allPeers whether Cardea runs beside all peers, not only the first
public record Effort(
        String name,
        int rounds,
        int seconds,
        int warmUpSeconds,
        int warmUps,
        int starts,
        int streams,
        boolean allPeers) {
    /// About ten minutes.
    public static final Effort FULL = new Effort("full", 5, 5, 20, 5, 5, 10_000, true);

    /// Under two minutes: to see whether something broke.
    public static final Effort QUICK = new Effort("quick", 1, 3, 10, 1, 1, 2_000, false);
}
