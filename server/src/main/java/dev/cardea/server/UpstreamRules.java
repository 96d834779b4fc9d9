package dev.cardea.server;

import dev.cardea.dialect.classify.UpstreamClassifier;
import dev.cardea.server.cli.CommandFailure;
import dev.cardea.server.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A table of classifier rules that the operator keeps in a file, in place of the one that comes with
/// this version. It is read at start and again when it changes; a file that can't be used then leaves
/// the rules as they are.
final class UpstreamRules implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamRules.class);

    private static final FileTime GONE = FileTime.fromMillis(0);

    private final Path file;
    private final Duration pace;
    private final Thread thread;
    private FileTime read;
    private volatile boolean closed;

    private UpstreamRules(Path file, Duration pace, FileTime read) {
        this.file = file;
        this.pace = pace;
        this.read = read;
        thread = Thread.ofVirtual().name("upstream-rules").unstarted(this::follow);
    }

    /// Takes the file up, and follows it.
    ///
    /// @param pace how often to look whether it changed
    /// @throws CommandFailure when it can't be read, or a line of it can't
    static UpstreamRules following(Path file, Duration pace) {
        try {
            FileTime read = Files.getLastModifiedTime(file);
            UpstreamClassifier.adopt(UpstreamClassifier.parse(Files.readString(file)));
            UpstreamRules rules = new UpstreamRules(file, pace, read);
            rules.thread.start();
            return rules;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "the upstream rules %s can't be read (%s)"
                            .formatted(file, e.getClass().getSimpleName()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION, "%s: %s".formatted(file, e.getMessage()));
        }
    }

    private void follow() {
        while (!closed) {
            try {
                Thread.sleep(pace);
                look();
            } catch (InterruptedException _) {
                // It is closed.
            }
        }
    }

    private void look() {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (changed.equals(read)) {
                return;
            }
            read = changed;
            UpstreamClassifier.adopt(UpstreamClassifier.parse(Files.readString(file)));
            LOG.info("the upstream rules of {} are in use", file);
        } catch (IOException e) {
            if (!read.equals(GONE)) {
                LOG.warn("the upstream rules {} can't be read; going on with those before", file);
            }
            read = GONE;
        } catch (IllegalArgumentException e) {
            LOG.error("{}: {}; going on with the rules before", file, e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        UpstreamClassifier.adopt(UpstreamClassifier.builtIn());
    }
}
