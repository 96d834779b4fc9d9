package dev.cardea.calllog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Starts JVMs of their own, to be killed.
final class Children {
    private Children() {}

    /// A process that holds the database open; it has it when this returns.
    static Process holdDatabase(Path directory) throws IOException {
        Process process = start(DatabaseHolder.class, directory.toString());
        process.inputReader().readLine();
        return process;
    }

    static Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /// Opens the database, says so and stays.
    static final class DatabaseHolder {
        private DatabaseHolder() {}

        public static void main(String[] arguments) throws Exception {
            try (var _ = CallDatabase.open(CallLogOptions.in(Path.of(arguments[0])))) {
                System.out.println("open");
                Thread.sleep(60_000);
            }
        }
    }

    /// Hands calls in as fast as a busy gateway and prints the number of each when it is one second
    /// old, as a client that got its answer a second ago would know it.
    static final class CallTaker {
        private CallTaker() {}

        public static void main(String[] arguments) throws Exception {
            var log =
                    new DuckDbCallLog(
                            CallLogOptions.in(Path.of(arguments[0])), InstantSource.system());
            int first = Integer.parseInt(arguments[1]);
            int perTenMillis = 50;
            int answered = first;
            for (int tick = 0; tick < 6_000; tick++) {
                for (int i = 0; i < perTenMillis; i++) {
                    log.sink()
                            .accept(
                                    Calls.completed(
                                            "req_%07d".formatted(answered++), Instant.now()));
                }
                if (tick >= 100) {
                    System.out.println(answered - 100 * perTenMillis - 1);
                    System.out.flush();
                }
                Thread.sleep(10);
            }
        }
    }
}
