package dev.cardea.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The processes of a run. Each is started on a core of its own choosing and ended by its id, with
/// its children, when the run is over.
final class Processes implements AutoCloseable {
    /// Wherever the kernel puts it.
    static final int ANY_CORE = -1;

    private final List<Process> started = new ArrayList<>();
    private final Path logs;

    Processes(Path logs) {
        this.logs = logs;
    }

    /// Starts a program on one core, or on [#ANY_CORE]; what it says goes to a file.
    ///
    /// @param environment `NAME=value` pairs besides the own ones
    Process start(String name, int core, List<String> environment, List<String> command) {
        List<String> words = new ArrayList<>();
        if (core != ANY_CORE) {
            words.addAll(List.of("taskset", "-c", Integer.toString(core)));
        }
        words.addAll(command);
        var builder = new ProcessBuilder(words);
        for (String pair : environment) {
            int equals = pair.indexOf('=');
            builder.environment().put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        try {
            Process process =
                    builder.redirectErrorStream(true)
                            .redirectOutput(log(name).toFile())
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file with what a program said.
    Path log(String name) {
        return logs.resolve(name + ".log");
    }

    /// Runs a program to its end and gives what it said.
    ///
    /// @throws IllegalStateException when it doesn't end in time or fails
    String run(String name, int core, long seconds, List<String> command) {
        Process process = start(name, core, List.of(), command);
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                end(process);
                throw new IllegalStateException(name + " didn't end within " + seconds + " s");
            }
            String said = Files.readString(log(name));
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        "%s ended with %d: %s".formatted(name, process.exitValue(), said));
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            started.remove(process);
        }
    }

    /// CPU time that a process and its children took so far.
    static long cpuMicros(Process process) {
        return family(process).mapToLong(Processes::cpuMicros).sum();
    }

    /// Memory that a process and its children hold, in kB.
    static long residentKilobytes(Process process) {
        return family(process).mapToLong(Processes::resident).sum();
    }

    private static Stream<ProcessHandle> family(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private static long cpuMicros(ProcessHandle process) {
        return CpuAccount.read(Path.of("/proc", Long.toString(process.pid()), "stat"))
                .map(account -> account.user() + account.system())
                .orElse(0L);
    }

    private static long resident(ProcessHandle process) {
        try (Stream<String> lines =
                Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /// Ends one process and its children.
    void end(Process process) {
        List<ProcessHandle> family = family(process).toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
        started.remove(process);
    }

    @Override
    public void close() {
        List.copyOf(started).reversed().forEach(this::end);
    }
}
