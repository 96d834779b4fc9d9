package dev.cardea.benchmarks.load;

/// What one stretch of load showed.
///
/// @param requests answered
/// @param failed answered with another status than 200, or not at all
/// @param perSecond answered per second
/// @param p50Micros half of the answers took at most this long
/// @param p99Micros all but one of a hundred answers took at most this long
/// @param cpuMicros what the measured process took meanwhile
record Load(
        long requests,
        long failed,
        double perSecond,
        double p50Micros,
        double p99Micros,
        long cpuMicros) {
    double cpuMicrosPerRequest() {
        return requests == 0 ? Double.NaN : (double) cpuMicros / requests;
    }
}
