package dev.cardea.calllog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that takes calls is killed (SIGKILL), again and again on the same files: every call that
/// was handed in more than a second before is in the log afterwards, once.
class KilledCallLogIT {
    @TempDir Path directory;

    @Test
    void callsOlderThanASecondSurviveEachKill() throws Exception {
        int first = 0;
        long present = 0;
        for (int round = 0; round < 3; round++) {
            int survivors = killAfterCalls(first, 2_000 + 1_500 * round);
            try (var log =
                    new DuckDbCallLog(CallLogOptions.in(directory), InstantSource.system())) {
                assertThat(log.find("req_%07d".formatted(survivors))).isPresent();
                CallSummary all = log.summary(CallFilter.everything());
                assertThat(all.calls()).isGreaterThanOrEqualTo(present + survivors - first + 1);
                present = all.calls();
                for (int number = first; number <= survivors; number += 97) {
                    assertThat(log.find("req_%07d".formatted(number))).isPresent();
                }
                assertThat(distinct(log)).isEqualTo(present);
            }
            first += 1_000_000;
        }
    }

    /// The number of the last call that was a second old when the process was killed.
    private int killAfterCalls(int first, int calls) throws Exception {
        Process process =
                Children.start(
                        Children.CallTaker.class, directory.toString(), Integer.toString(first));
        try (BufferedReader lines = process.inputReader()) {
            int last = first;
            while (last < first + calls) {
                last = Integer.parseInt(lines.readLine());
            }
            // By its handle: the process itself would close the stream that is still to be read.
            process.toHandle().destroyForcibly();
            process.waitFor();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    last = Math.max(last, Integer.parseInt(line));
                }
            }
            return last;
        } finally {
            process.destroyForcibly();
        }
    }

    private static long distinct(CallLog log) {
        CallQuery query = CallQuery.newest(CallFilter.everything(), CallQuery.MAX_LIMIT);
        var ids = new HashSet<String>();
        while (true) {
            CallPage page = log.search(query);
            page.calls().forEach(call -> ids.add(call.id()));
            if (page.next().isEmpty()) {
                return ids.size();
            }
            query = query.after(page.next().get());
        }
    }
}
