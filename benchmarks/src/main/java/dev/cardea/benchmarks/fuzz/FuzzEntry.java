package dev.cardea.benchmarks.fuzz;

/// Where Jazzer hands in its inputs. One process fuzzes one target.
public final class FuzzEntry {
    /// The system property that names the target.
    static final String TARGET = "cardea.fuzz.target";

    private static final FuzzTarget CHOSEN =
            FuzzTarget.valueOf(System.getProperty(TARGET, FuzzTarget.REQUEST.name()));

    private FuzzEntry() {}

    /// Called by Jazzer, which finds it by this name.
    public static void fuzzerTestOneInput(byte[] input) {
        CHOSEN.run(input);
    }
}
