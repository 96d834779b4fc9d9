package dev.cardea.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cardea.relay.StateJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whose the states at providers are, in two files of the home: `current`, to which a thread of its own
/// appends, and `previous`, which `current` becomes when it has [#MOST_LINES]. So they never grow beyond
/// twice as much.
///
/// An entry is a line, a checksum first. A line that doesn't fit its checksum, such as the last one
/// of a process that was killed while it wrote, is passed over. When the files can't be written, that
/// is said once and everything goes on in memory.
final class StateFiles implements StateJournal, AutoCloseable {
    /// As many as the data plane remembers at least.
    static final int MOST_LINES = 1 << 17;

    private static final Logger LOG = LoggerFactory.getLogger(StateFiles.class);
    private static final int QUEUE = 8192;
    private static final int LONGEST = 512;
    private static final int LONGEST_USES = 8192;
    private static final Duration END = Duration.ofSeconds(5);
    private static final Entry LAST = new Entry("", "", "", "", "");

    private final Path folder;
    private final Path current;
    private final int mostLines;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer;
    private @Nullable List<Entry> before;
    private @Nullable FileChannel out;
    private int lines;
    private boolean failing;

    private StateFiles(Path folder, int mostLines) {
        this.folder = folder;
        this.mostLines = mostLines;
        current = folder.resolve("current");
        List<Entry> known = new ArrayList<>(read(folder.resolve("previous")));
        List<Entry> newest = read(current);
        known.addAll(newest);
        before = known;
        lines = newest.size();
        writer = Thread.ofPlatform().daemon().name("states-writer").unstarted(this::write);
    }

    /// Reads what there is, and goes on behind it.
    static StateFiles open(Path folder) {
        return open(folder, MOST_LINES);
    }

    static StateFiles open(Path folder, int mostLines) {
        StateFiles files = new StateFiles(folder, mostLines);
        files.writer.start();
        return files;
    }

    @Override
    public void replay(Consumer<Entry> each) {
        List<Entry> known = before;
        before = null;
        if (known != null) {
            known.forEach(each);
        }
    }

    @Override
    public void note(Entry entry) {
        if (isWritable(entry) && !queue.offer(entry) && dropped.getAndIncrement() == 0) {
            LOG.warn(
                    "the disk is too slow for the ids of states at providers; some will be forgotten at a restart");
        }
    }

    private static boolean isWritable(Entry entry) {
        return isWritable(entry.id(), LONGEST)
                && isWritable(entry.provider(), LONGEST)
                && isWritable(entry.organization(), LONGEST)
                && isWritable(entry.credential(), LONGEST)
                && isWritable(entry.uses(), LONGEST_USES);
    }

    private static boolean isWritable(String text, int longest) {
        return text.length() <= longest && text.chars().noneMatch(c -> c < ' ');
    }

    private void write() {
        List<Entry> batch = new ArrayList<>();
        boolean goesOn = true;
        try {
            while (goesOn) {
                batch.add(queue.take());
                queue.drainTo(batch);
                goesOn = !batch.remove(LAST);
                append(batch);
                batch.clear();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void append(List<Entry> batch) {
        if (batch.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        batch.forEach(entry -> text.append(line(entry)));
        try {
            if (lines >= mostLines) {
                turn();
            }
            FileChannel to = out == null ? begin() : out;
            out = to;
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
            lines += batch.size();
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn(
                        "{} can't be written ({}): what providers keep is known until the next restart",
                        current,
                        e.getClass().getSimpleName());
            }
            failing = true;
            end();
        }
    }

    private FileChannel begin() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            restrict(folder, "rwx------");
        }
        FileChannel to =
                FileChannel.open(
                        current,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND);
        restrict(current, "rw-------");
        if (to.size() > 0) {
            // The last line may be half of one.
            to.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
        return to;
    }

    private void turn() throws IOException {
        end();
        if (Files.exists(current)) {
            Files.move(current, folder.resolve("previous"), StandardCopyOption.REPLACE_EXISTING);
        }
        lines = 0;
    }

    private void end() {
        try (FileChannel was = out) {
            if (was != null) {
                was.force(false);
            }
        } catch (IOException e) {
            LOG.warn("{} was not closed cleanly ({})", current, e.getClass().getSimpleName());
        }
        out = null;
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static String line(Entry entry) {
        String text =
                String.join(
                        "\t",
                        entry.provider(),
                        entry.id(),
                        entry.organization(),
                        entry.credential(),
                        entry.uses());
        return checksum(text) + "\t" + text + "\n";
    }

    private static String checksum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    private static List<Entry> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<Entry> entries = new ArrayList<>();
            int damaged = 0;
            for (String line : new String(Files.readAllBytes(file), UTF_8).split("\n")) {
                Optional<Entry> entry = entry(line);
                entry.ifPresent(entries::add);
                damaged += entry.isPresent() || line.isEmpty() ? 0 : 1;
            }
            if (damaged > 0) {
                LOG.info("{} lines of {} are damaged and passed over", damaged, file);
            }
            return entries;
        } catch (IOException e) {
            LOG.warn("{} can't be read ({})", file, e.getClass().getSimpleName());
            return List.of();
        }
    }

    private static Optional<Entry> entry(String line) {
        int tab = line.indexOf('\t');
        if (tab < 0 || !line.substring(0, tab).equals(checksum(line.substring(tab + 1)))) {
            return Optional.empty();
        }
        String[] cells = line.split("\t", -1);
        // Earlier versions wrote nothing of batches.
        return cells.length == 5 || cells.length == 6
                ? Optional.of(
                        new Entry(
                                cells[1],
                                cells[2],
                                cells[3],
                                cells[4],
                                cells.length == 6 ? cells[5] : ""))
                : Optional.empty();
    }

    /// Writes what waits.
    @Override
    public void close() throws InterruptedException {
        if (queue.offer(LAST, END.toMillis(), TimeUnit.MILLISECONDS)) {
            writer.join(END);
        }
        end();
    }
}
