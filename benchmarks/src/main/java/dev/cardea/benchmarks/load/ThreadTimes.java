package dev.cardea.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The CPU time that the threads of one process took, by what they are for, as the kernel accounts it.
///
/// @param micros by purpose
record ThreadTimes(Map<String, Time> micros) {
    private static final String COMPILERS = "JIT compilers";

    /// Microseconds in the program and in the kernel.
    record Time(long user, long system) {
        static final Time NONE = new Time(0, 0);

        Time plus(Time other) {
            return new Time(user + other.user, system + other.system);
        }

        Time minus(Time other) {
            return new Time(user - other.user, system - other.system);
        }
    }

    static ThreadTimes of(Process process) {
        Map<String, Time> micros = new HashMap<>();
        try (Stream<Path> threads =
                Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            // What a thread took that ends meanwhile is lost to the kernel's account as well.
            threads.flatMap(thread -> CpuAccount.read(thread.resolve("stat")).stream())
                    .forEach(account ->
                            micros.merge(
                                    purpose(account.name()),
                                    new Time(account.user(), account.system()),
                                    Time::plus));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ThreadTimes(micros);
    }

    /// What was taken since an earlier time; purposes that took nothing are left out.
    ThreadTimes since(ThreadTimes before) {
        Map<String, Time> taken = new TreeMap<>();
        micros.forEach((purpose, time) -> {
            Time more = time.minus(before.micros.getOrDefault(purpose, Time.NONE));
            if (more.user() + more.system() > 0) {
                taken.put(purpose, more);
            }
        });
        return new ThreadTimes(taken);
    }

    /// What compilers took; nothing where there are none.
    long compilerMicros() {
        Time time = micros.getOrDefault(COMPILERS, Time.NONE);
        return time.user() + time.system();
    }

    /// From the first 15 letters of a thread's name, which is what the kernel keeps.
    private static String purpose(String name) {
        if (name.startsWith("multiThreadIoEv")) {
            return "event loops";
        }
        if (name.startsWith("call-log")) {
            return "call log";
        }
        if (name.startsWith("C1 Comp") || name.startsWith("C2 Comp")) {
            return COMPILERS;
        }
        if (name.startsWith("VM ") || name.startsWith("GC ")) {
            return "virtual machine, with garbage collection";
        }
        return "all else";
    }
}
