package dev.cardea.benchmarks;

import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.KeyState;
import dev.cardea.model.Snapshot;
import java.lang.ref.Reference;
import java.util.List;

/// Prints how many bytes of heap a key costs in a snapshot, and what one change of it costs: the
/// heap that is in use after a collection, with the keys less without them. Run with `-Xmx3g` and the
/// number of keys as argument (a million when there is none).
public final class MemoryPerKey {
    private MemoryPerKey() {}

    public static void main(String[] arguments) {
        int keys = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        List<Entity> people = ManyKeys.people();
        Snapshot snapshot = Snapshot.of(ManyKeys.TAG, people.size(), ManyKeys.NOW, people);
        long before = used();
        Snapshot full = filled(snapshot, keys);
        try {
            System.out.printf(
                    "%,d keys: %.0f bytes a key%n",
                    full.keys().size(), (used() - before) / (double) keys);
            change(full, keys);
        } finally {
            Reference.reachabilityFence(snapshot);
            Reference.reachabilityFence(full);
        }
    }

    /// As a node does at its start: one record after the other.
    private static Snapshot filled(Snapshot empty, int keys) {
        Snapshot snapshot = empty;
        for (int i = 0; i < keys; i++) {
            snapshot = snapshot.with(new Change(i + 1L, ManyKeys.NOW, ManyKeys.key(i)));
        }
        return snapshot;
    }

    private static void change(Snapshot snapshot, int keys) {
        int rounds = 20_000;
        long sum = 0;
        for (int warm = 0; warm < 2; warm++) {
            long start = System.nanoTime();
            for (int i = 0; i < rounds; i++) {
                var key = ManyKeys.key((int) (i * 7919L % keys)).withState(KeyState.DISABLED);
                sum += snapshot.with(new Change(1, ManyKeys.NOW, key)).keys().size();
            }
            double micros = (System.nanoTime() - start) / 1e3 / rounds;
            System.out.printf("one key changed: %.1f microseconds (%d)%n", micros, sum & 1);
        }
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
