package dev.cardea.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cardea.model.CredentialId;
import dev.cardea.upstreamauth.CredentialBook;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what a [CredentialBook] knows over a restart, in a file of the home that a thread of its own
/// replaces as a whole within a second of a change. A file that can't be read is said once and counts
/// as none; one that can't be written is said once, and everything goes on in memory.
final class CredentialStateFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialStateFile.class);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(5);

    private final Path file;
    private final CredentialBook book;
    private final Predicate<CredentialId> known;
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("credential-states").factory());
    private String written;
    private boolean failing;

    private CredentialStateFile(
            Path file, CredentialBook book, Predicate<CredentialId> known, String written) {
        this.file = file;
        this.book = book;
        this.known = known;
        this.written = written;
    }

    /// Has the book go on with what the file holds, and keeps the file up to date from now on.
    ///
    /// @param known whether there is such a credential still: of others nothing is kept
    static CredentialStateFile follow(
            Path file, CredentialBook book, Predicate<CredentialId> known) {
        CredentialStateFile states = new CredentialStateFile(file, book, known, read(file, book));
        var _ =
                states.writer.scheduleWithFixedDelay(
                        states::write, PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
        return states;
    }

    private static String read(Path file, CredentialBook book) {
        if (!Files.exists(file)) {
            return CredentialStateText.write(List.of());
        }
        try {
            String text = Files.readString(file);
            book.resume(CredentialStateText.read(text));
            return text;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "{} can't be read ({}): every credential starts as healthy",
                    file,
                    e instanceof IOException ? e.getClass().getSimpleName() : e.getMessage());
            return "";
        }
    }

    private synchronized void write() {
        String text =
                CredentialStateText.write(
                        book.states().stream()
                                .filter(state -> known.test(state.credential()))
                                .toList());
        if (text.equals(written)) {
            return;
        }
        try {
            replace(text);
            written = text;
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn(
                        "{} can't be written ({}): the states of credentials are known until the next restart",
                        file,
                        e.getClass().getSimpleName());
            }
            failing = true;
        }
    }

    private void replace(String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel to =
                FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            if (draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            }
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
            to.force(false);
        }
        Files.move(
                draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Writes what has changed.
    @Override
    public void close() throws InterruptedException {
        writer.shutdown();
        if (!writer.awaitTermination(END.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("{} is still being written; it is left behind", file);
            return;
        }
        write();
    }
}
