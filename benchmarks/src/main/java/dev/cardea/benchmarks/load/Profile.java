package dev.cardea.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// Where the CPU time of a keyed, metered, logged call goes: by thread, as the kernel accounts it, and by part of
/// the code, as the flight recorder samples it in a stretch of its own.
final class Profile {
    private static final int SAMPLES_PER_SECOND = 500;

    private final Processes processes;
    private final Path folder;
    private final Wrk wrk;
    private final Contender gateway;
    private final int seconds;

    Profile(Processes processes, Path folder, Wrk wrk, Contender gateway, int seconds) {
        this.processes = processes;
        this.folder = folder;
        this.wrk = wrk;
        this.gateway = gateway;
        this.seconds = seconds;
    }

    /// What one number of connections showed.
    private record Stretch(int connections, Load load, ThreadTimes threads, CodeShares code) {
        double perCall(long micros) {
            return (double) micros / load.requests();
        }
    }

    /// Two tables with a column for each number of connections.
    String text(int... connections) {
        List<Stretch> stretches = new ArrayList<>();
        for (int each : connections) {
            stretches.add(stretch(each));
        }
        return byThread(stretches) + "\n" + byCode(stretches);
    }

    private Stretch stretch(int connections) {
        ThreadTimes before = ThreadTimes.of(gateway.process());
        Load load = wrk.post(gateway, Ask.WHOLE, connections, seconds);
        ThreadTimes taken = ThreadTimes.of(gateway.process()).since(before);
        Path recording = folder.resolve("profile-" + connections + ".jfr");
        recorder("JFR.start", "name=profile", "settings=" + settings());
        wrk.post(gateway, Ask.WHOLE, connections, seconds);
        recorder("JFR.stop", "name=profile", "filename=" + recording);
        CodeShares code = CodeShares.read(recording);
        if (code.count() == 0) {
            throw new IllegalStateException(
                    "the flight recorder took no samples of event loops; see " + recording);
        }
        return new Stretch(connections, load, taken, code);
    }

    /// Settings with that one event: what the recorder takes as an argument doesn't switch it on.
    private Path settings() {
        try {
            return Files.writeString(
                    folder.resolve("profile.jfc"),
                    """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <configuration version="2.0">
                      <event name="%s">
                        <setting name="enabled">true</setting>
                        <setting name="throttle">%d/s</setting>
                        <setting name="stackTrace">true</setting>
                      </event>
                    </configuration>
                    """
                            .formatted(CodeShares.EVENT, SAMPLES_PER_SECOND));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void recorder(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(Long.toString(gateway.process().pid()));
        command.addAll(List.of(arguments));
        processes.run("jcmd", Processes.ANY_CORE, 30, command);
    }

    private static String byThread(List<Stretch> stretches) {
        var text = new StringBuilder("| threads, CPU per call |");
        for (Stretch stretch : stretches) {
            text.append(" %s: program | kernel |".formatted(connections(stretch)));
        }
        text.append("\n|---|").append("---|---|".repeat(stretches.size())).append('\n');
        var purposes = new TreeSet<String>();
        stretches.forEach(stretch -> purposes.addAll(stretch.threads().micros().keySet()));
        for (String purpose : purposes) {
            text.append("| ").append(purpose).append(" |");
            for (Stretch stretch : stretches) {
                var time = stretch.threads().micros().getOrDefault(purpose, ThreadTimes.Time.NONE);
                text.append(
                        String.format(
                                Locale.ROOT,
                                " %.1f µs | %.1f µs |",
                                stretch.perCall(time.user()),
                                stretch.perCall(time.system())));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String byCode(List<Stretch> stretches) {
        var text = new StringBuilder("| code of the event loops, share of samples |");
        stretches.forEach(stretch -> text.append(" %s |".formatted(connections(stretch))));
        text.append("\n|---|").append("---|".repeat(stretches.size())).append('\n');
        for (CodeShares.Part part : CodeShares.Part.values()) {
            text.append("| ").append(part.label).append(" |");
            stretches.forEach(stretch ->
                    text.append(
                            String.format(
                                    Locale.ROOT, " %.0f %% |", stretch.code().percent(part))));
            text.append('\n');
        }
        text.append("| samples |");
        stretches.forEach(stretch -> text.append(" %d |".formatted(stretch.code().count())));
        return text.append('\n').toString();
    }

    private static String connections(Stretch stretch) {
        return stretch.connections() == 1 ? "1 connection" : stretch.connections() + " connections";
    }
}
