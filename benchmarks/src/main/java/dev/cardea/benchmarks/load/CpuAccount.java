package dev.cardea.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What the kernel accounts to one process or thread in its file `stat` below `/proc`.
///
/// @param name the first 15 letters of a thread's name, or of a program's
/// @param user microseconds in the program
/// @param system microseconds in the kernel
record CpuAccount(String name, long user, long system) {
    /// Of one clock tick of `/proc`; fixed for programs on Linux.
    private static final long MICROS_PER_TICK = 10_000;

    /// Empty when the process or thread has ended.
    static Optional<CpuAccount> read(Path stat) {
        try {
            String text = Files.readString(stat);
            // The name, in brackets, may hold spaces; the fields behind it are counted from 3.
            int end = text.lastIndexOf(')');
            String[] fields = text.substring(end + 2).split(" ");
            return Optional.of(
                    new CpuAccount(
                            text.substring(text.indexOf('(') + 1, end),
                            Long.parseLong(fields[14 - 3]) * MICROS_PER_TICK,
                            Long.parseLong(fields[15 - 3]) * MICROS_PER_TICK));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
