package dev.cardea.storage;

import dev.cardea.model.Entity;
import dev.cardea.model.Index;
import dev.cardea.model.Snapshot;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A whole snapshot in one file: its first line, a record that says what follows, and the entities
/// as JSON, a thousand to a record. Any damage spoils all of it.
final class SnapshotBase {
    private static final String FORMAT = "snapshot";
    private static final String NEW = ".new";
    private static final int ENTITIES_PER_BLOCK = 1_000;

    /// Blocks that are read before they are decoded side by side.
    private static final int BATCH = 64;

    private static final byte[] HEAD = "head".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final RowMac mac;
    private final AtomicInteger prepared = new AtomicInteger();

    SnapshotBase(Path file, RowMac mac) {
        this.file = file;
        this.mac = mac;
    }

    /// A base that is whole and on the disk, but not yet in its place.
    record Prepared(Path file) {}

    /// Writes a snapshot beside the one that is there.
    ///
    /// @param line the journal that goes on from it, see [Journal]
    Prepared prepare(Snapshot snapshot, long line) throws IOException {
        Path unfinished =
                file.resolveSibling(
                        "%s.%d%s".formatted(file.getFileName(), prepared.incrementAndGet(), NEW));
        Files.deleteIfExists(unfinished);
        try (FileChannel channel = Directories.create(unfinished)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 18);
            out.write(Frames.firstLine(FORMAT, mac));
            write(snapshot, line, out);
            out.flush();
            channel.force(true);
        }
        return new Prepared(unfinished);
    }

    /// Puts a prepared base in the place of the one before: at once, and so that it survives a power
    /// cut.
    void install(Prepared base) throws IOException {
        Files.move(base.file(), file, StandardCopyOption.ATOMIC_MOVE);
        Directories.force(file);
    }

    /// Removes a prepared base that is not wanted any more.
    static void discard(Prepared base) throws IOException {
        Files.deleteIfExists(base.file());
    }

    /// Removes what a crash left unfinished.
    void clean() throws IOException {
        String pattern = file.getFileName() + ".*" + NEW;
        try (DirectoryStream<Path> leftovers =
                Files.newDirectoryStream(file.toAbsolutePath().getParent(), pattern)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    private void write(Snapshot snapshot, long line, OutputStream out) throws IOException {
        Head head =
                new Head(
                        snapshot.tag(),
                        snapshot.revision(),
                        ChronoUnit.MICROS.between(Instant.EPOCH, snapshot.asOf()),
                        size(snapshot),
                        line);
        out.write(Frames.frame(mac, HEAD, head.bytes()));
        Blocks blocks = new Blocks(head, out);
        // In the order in which they refer to each other, for whoever reads it with their eyes.
        for (Index<?, ? extends Entity> index :
                List.of(
                        snapshot.organizations(),
                        snapshot.teams(),
                        snapshot.applications(),
                        snapshot.owners(),
                        snapshot.providers(),
                        snapshot.credentials(),
                        snapshot.routes(),
                        snapshot.keys())) {
            index.forEach((_, entity) -> blocks.add(entity));
        }
        blocks.end();
    }

    private static long size(Snapshot snapshot) {
        return (long) snapshot.organizations().size()
                + snapshot.teams().size()
                + snapshot.applications().size()
                + snapshot.owners().size()
                + snapshot.providers().size()
                + snapshot.routes().size()
                + snapshot.credentials().size()
                + snapshot.keys().size();
    }

    /// What was written last.
    record Reading(Snapshot snapshot, long line) {}

    /// The snapshot that was written last.
    ///
    /// @throws StoreException.Corrupt when the file is damaged
    /// @throws StoreException.Incompatible when it is another version's or was written under another
    ///     key
    Reading read() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer first = ByteBuffer.allocate(Frames.firstLine(FORMAT, mac).length);
            fill(channel, first);
            Frames.checkFirstLine(FORMAT, mac, first.flip(), file);
            Head head = Head.parse(payload(record(channel), HEAD));
            List<Entity> entities = new ArrayList<>(Math.toIntExact(head.entities));
            SharedValues shared = new SharedValues();
            long blocks = Math.ceilDiv(head.entities, ENTITIES_PER_BLOCK);
            for (long block = 0; block < blocks; block += BATCH) {
                List<Block> batch = new ArrayList<>();
                for (long i = block; i < Math.min(blocks, block + BATCH); i++) {
                    batch.add(new Block(i, record(channel)));
                }
                batch.parallelStream()
                        .map(it -> decode(it, head, shared))
                        .toList()
                        .forEach(entities::addAll);
            }
            if (entities.size() != head.entities || channel.position() != channel.size()) {
                throw damaged();
            }
            return new Reading(
                    Snapshot.of(head.tag, head.revision, head.instant(), entities), head.line);
        }
    }

    long length() throws IOException {
        return Files.size(file);
    }

    private record Block(long number, ByteBuffer record) {}

    private List<Entity> decode(Block block, Head head, SharedValues shared) {
        byte[] payload = payload(block.record, head.purpose(block.number));
        List<Entity> entities = new ArrayList<>(ENTITIES_PER_BLOCK);
        new EntityCodec(shared).readAll(payload, 0, payload.length, entities::add);
        return entities;
    }

    private byte[] payload(ByteBuffer record, byte[] purpose) {
        return Frames.payload(mac, purpose, record).orElseThrow(this::damaged);
    }

    private ByteBuffer record(FileChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Frames.HEADER);
        fill(channel, header);
        int length = header.hasRemaining() ? -1 : Frames.announced(header);
        if (length < 0 || length > channel.size() - channel.position()) {
            throw damaged();
        }
        ByteBuffer record = ByteBuffer.allocate(Frames.HEADER + length).put(header.flip());
        fill(channel, record);
        return record.flip();
    }

    private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = channel.read(buffer);
        }
    }

    private StoreException.Corrupt damaged() {
        return new StoreException.Corrupt("the snapshot %s is damaged".formatted(file));
    }

    /// What the file says about itself.
    private record Head(String tag, long revision, long asOfMicros, long entities, long line) {
        byte[] bytes() {
            return "%s %d %d %d %d"
                    .formatted(tag, revision, asOfMicros, entities, line)
                    .getBytes(StandardCharsets.US_ASCII);
        }

        /// Only what was authenticated gets here.
        static Head parse(byte[] bytes) {
            String[] parts = new String(bytes, StandardCharsets.US_ASCII).split(" ");
            return new Head(
                    parts[0],
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]));
        }

        Instant instant() {
            return Instant.EPOCH.plus(asOfMicros, ChronoUnit.MICROS);
        }

        /// Binds a block to its place in this very snapshot.
        byte[] purpose(long block) {
            return ByteBuffer.allocate(24)
                    .putLong(revision)
                    .putLong(asOfMicros)
                    .putLong(block)
                    .array();
        }
    }

    /// Collects entities into blocks.
    private final class Blocks {
        private final Head head;
        private final OutputStream out;
        private final EntityCodec codec = new EntityCodec();
        private final List<Entity> entities = new ArrayList<>(ENTITIES_PER_BLOCK);
        private long number;

        Blocks(Head head, OutputStream out) {
            this.head = head;
            this.out = out;
        }

        void add(Entity entity) {
            entities.add(entity);
            if (entities.size() == ENTITIES_PER_BLOCK) {
                end();
            }
        }

        void end() {
            if (entities.isEmpty()) {
                return;
            }
            ByteArrayOutputStream block = new ByteArrayOutputStream(1 << 18);
            codec.writeAll(entities, block);
            try {
                out.write(Frames.frame(mac, head.purpose(number++), block.toByteArray()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            entities.clear();
        }
    }
}
