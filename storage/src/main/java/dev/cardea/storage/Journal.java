package dev.cardea.storage;

import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What changed since the base was written: records that are only ever appended. Each holds the
/// revision and the time that the snapshot has after it, and the entities that changed.
///
/// A journal and the bases that it goes on from share a random number, their line. A base that is
/// written because the journal has grown stays in the line; one that is written because the store
/// tells another story begins a new one, and a journal of the old line is not applied to it.
final class Journal implements AutoCloseable {
    private static final String FORMAT = "journal";

    private final FileChannel channel;
    private final RowMac mac;
    private final byte[] purpose;

    private Journal(FileChannel channel, RowMac mac, long line) {
        this.channel = channel;
        this.mac = mac;
        purpose = purpose(line);
    }

    /// What reading one came to.
    ///
    /// @param length of the part that is good
    /// @param cut bytes behind it, which were being written when the process or the machine stopped
    /// @param damage says where something is wrong that more records follow; then what follows isn't
    ///     in the snapshot
    record Reading(Snapshot snapshot, long length, long cut, Optional<String> damage) {}

    /// Applies a journal to the base that it goes on from.
    static Reading read(Path file, RowMac mac, long line, Snapshot base) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file));
        byte[] expected = firstLines(mac, line);
        if (buffer.remaining() < expected.length) {
            return new Reading(base, 0, buffer.limit(), Optional.empty());
        }
        Frames.checkFirstLine(FORMAT, mac, buffer, file);
        byte[] purpose = purpose(line);
        if (Frames.payload(mac, purpose, buffer).isEmpty()) {
            return new Reading(base, 0, 0, Optional.empty());
        }
        Snapshot snapshot = base;
        EntityCodec codec = new EntityCodec();
        while (buffer.hasRemaining()) {
            int start = buffer.position();
            int rest = buffer.remaining();
            Optional<byte[]> payload = Frames.payload(mac, purpose, buffer);
            if (payload.isEmpty() && !Frames.anyBehind(mac, purpose, buffer)) {
                return new Reading(snapshot, start, rest, Optional.empty());
            }
            Snapshot before = snapshot;
            Optional<Snapshot> next = payload.flatMap(it -> apply(it, before, codec));
            if (next.isEmpty()) {
                return new Reading(
                        snapshot, start, rest, Optional.of(damage(file, start, snapshot)));
            }
            snapshot = next.get();
        }
        return new Reading(snapshot, buffer.position(), 0, Optional.empty());
    }

    private static String damage(Path file, int at, Snapshot snapshot) {
        return "the journal %s is damaged at byte %d; what it holds after revision %d is lost"
                .formatted(file, at, snapshot.revision());
    }

    /// What the base holds already is passed over: the base is replaced before the journal is. Empty
    /// when changes are missing between the snapshot and this record.
    private static Optional<Snapshot> apply(byte[] payload, Snapshot snapshot, EntityCodec codec) {
        ByteBuffer numbers = ByteBuffer.wrap(payload);
        long revision = numbers.getLong();
        Instant asOf = Instant.EPOCH.plus(numbers.getLong(), ChronoUnit.MICROS);
        List<Entity> entities = new ArrayList<>();
        codec.readAll(payload, numbers.position(), numbers.remaining(), entities::add);
        Snapshot next = snapshot;
        for (Entity entity : entities) {
            if (entity.revision() > next.revision()) {
                if (entity.revision() != next.revision() + 1) {
                    return Optional.empty();
                }
                next = next.with(new Change(entity.revision(), asOf, entity));
            }
        }
        if (revision > next.revision()) {
            return Optional.empty();
        }
        return Optional.of(asOf.isAfter(snapshot.asOf()) ? next.at(next.revision(), asOf) : next);
    }

    /// A record for [#append].
    byte[] record(long revision, Instant asOf, List<Change> changes) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(16 + 400 * changes.size());
        payload.writeBytes(
                ByteBuffer.allocate(16)
                        .putLong(revision)
                        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, asOf))
                        .array());
        new EntityCodec().writeAll(changes.stream().map(Change::entity).toList(), payload);
        return Frames.frame(mac, purpose, payload.toByteArray());
    }

    /// The line of text, and an empty record that shows which line of bases this goes on from.
    private static byte[] firstLines(RowMac mac, long line) {
        byte[] text = Frames.firstLine(FORMAT, mac);
        byte[] mark = Frames.frame(mac, purpose(line), new byte[0]);
        return ByteBuffer.allocate(text.length + mark.length).put(text).put(mark).array();
    }

    private static byte[] purpose(long line) {
        byte[] format = FORMAT.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(format.length + 8).put(format).putLong(line).array();
    }

    /// Puts a journal with these records in the place of the one before.
    static Journal replace(Path file, RowMac mac, long line, List<byte[]> records)
            throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        FileChannel channel = Directories.create(unfinished);
        Journal journal = new Journal(channel, mac, line);
        try {
            journal.write(firstLines(mac, line));
            for (byte[] record : records) {
                journal.write(record);
            }
            channel.force(true);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            Directories.force(file);
            return journal;
        } catch (IOException e) {
            journal.close();
            throw e;
        }
    }

    /// Goes on with a journal of which `length` bytes are good; the rest is cut off.
    static Journal open(Path file, RowMac mac, long line, long length) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(length).position(length);
        return new Journal(channel, mac, line);
    }

    /// Appends a record.
    ///
    /// @param force whether it has to be on the disk when this returns
    void append(byte[] record, boolean force) throws IOException {
        long before = channel.position();
        try {
            write(record);
            if (force) {
                channel.force(false);
            }
        } catch (IOException e) {
            // Half a record in the middle would spoil everything behind it.
            channel.truncate(before).position(before);
            throw e;
        }
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    long length() throws IOException {
        return channel.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
