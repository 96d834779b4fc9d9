package dev.cardea.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// Which part of the code the event loops' CPU time went to, by samples of the flight recorder: each counts for
/// the innermost frame that belongs to a part.
///
/// @param samples by part
record CodeShares(Map<Part, Long> samples) {
    /// The event of the flight recorder.
    static final String EVENT = "jdk.CPUTimeSample";

    private static final String EVENT_LOOP = "multiThreadIoEventLoopGroup";

    /// The parts, in the order in which a frame is looked up.
    enum Part {
        SOCKETS("sockets: calls into the kernel"),
        DIALECT("reading JSON: model, usage"),
        ADMISSION("deciding: keys, rules"),
        HTTP("HTTP framing"),
        RELAY("relaying: attempts, records"),
        NETTY("Netty: buffers, pipeline, scheduling"),
        OTHER("all else");

        final String label;

        Part(String label) {
            this.label = label;
        }
    }

    private record Prefix(String text, Part part) {}

    private static final List<Prefix> PREFIXES =
            List.of(
                    new Prefix("io.netty.channel.uring.Native", Part.SOCKETS),
                    new Prefix("io.netty.channel.epoll.Native", Part.SOCKETS),
                    new Prefix("io.netty.channel.unix.Socket", Part.SOCKETS),
                    new Prefix("sun.nio.ch.", Part.SOCKETS),
                    new Prefix("dev.cardea.dialect.", Part.DIALECT),
                    new Prefix("dev.cardea.admission.", Part.ADMISSION),
                    new Prefix("dev.cardea.model.", Part.ADMISSION),
                    new Prefix("dev.cardea.relay.http.", Part.HTTP),
                    new Prefix("dev.cardea.", Part.RELAY),
                    new Prefix("io.netty.", Part.NETTY));

    static CodeShares read(Path recording) {
        Map<Part, Long> samples = new HashMap<>();
        try (var file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals(EVENT)
                        && event.getStackTrace() != null
                        && ofEventLoop(event)) {
                    samples.merge(part(event.getStackTrace().getFrames()), 1L, Long::sum);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CodeShares(samples);
    }

    private static boolean ofEventLoop(RecordedEvent event) {
        var thread = event.getThread("eventThread");
        return thread != null
                && Objects.requireNonNullElse(thread.getJavaName(), "").startsWith(EVENT_LOOP);
    }

    private static Part part(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            for (Prefix prefix : PREFIXES) {
                if (type.startsWith(prefix.text())) {
                    return prefix.part();
                }
            }
        }
        return Part.OTHER;
    }

    long count() {
        return samples.values().stream().mapToLong(Long::longValue).sum();
    }

    /// In hundredths of all samples.
    double percent(Part part) {
        return count() == 0 ? 0 : 100.0 * samples.getOrDefault(part, 0L) / count();
    }
}
