package dev.cardea.benchmarks.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What a run measured, by contender; the first one is what the others are compared with.
final class Results {
    /// One measurement.
    ///
    /// @param what such as `64 connections`
    record Row(String what, Map<String, Load> loads) {}

    /// Streams held open at once.
    ///
    /// @param shared how many of them shared connections to the gateway
    /// @param open how many were open together
    /// @param failed how many broke or were refused
    record Streams(
            int wanted,
            int shared,
            long open,
            long failed,
            long completed,
            long residentKilobytes) {}

    final List<String> machine = new ArrayList<>();
    final List<Row> calls = new ArrayList<>();
    final Map<String, Double> halfRates = new LinkedHashMap<>();
    final Map<String, Load> half = new LinkedHashMap<>();

    /// Cardea's calls that are passed on as they are, beside those that are translated, by what.
    final Map<String, Load> passed = new LinkedHashMap<>();

    final Map<String, Load> translated = new LinkedHashMap<>();

    /// How many of Cardea's calls at half of saturation are in its call log.
    OptionalLong logged = OptionalLong.empty();

    final Map<String, Double> cpuMicrosPerEvent = new LinkedHashMap<>();
    final Map<String, Long> streamFailures = new LinkedHashMap<>();
    final Map<String, Streams> openStreams = new LinkedHashMap<>();
    final Map<String, Long> loadedKilobytes = new LinkedHashMap<>();
    final List<Long> startMillis = new ArrayList<>();
    final List<Long> pinnedStartMillis = new ArrayList<>();
    OptionalLong idleKilobytes = OptionalLong.empty();
}
