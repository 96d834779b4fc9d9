package dev.cardea.calllog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the spool frame by frame. A file ends at its end, or at a frame that isn't whole: the
/// process ended while it was written, or the file is damaged.
final class SpoolReader {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolReader.class);

    private final Path directory;

    SpoolReader(Path directory) {
        this.directory = directory;
    }

    /// What is done with a frame's content.
    interface Frames {
        void frame(long segment, ByteReader content);
    }

    /// The numbers of the files, rising.
    List<Long> segments() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(SpoolFormat::segment)
                    .filter(OptionalLong::isPresent)
                    .map(OptionalLong::getAsLong)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many bytes there are between the two places.
    long bytesBetween(SpoolPosition from, SpoolPosition to) {
        long bytes = 0;
        for (long segment : segments()) {
            if (segment >= from.segment() && segment <= to.segment()) {
                // A place may be beyond the end: "all of the newest file that an earlier run left".
                long size = size(segment);
                long end = segment == to.segment() ? Math.min(to.offset(), size) : size;
                bytes += Math.max(0, end - (segment == from.segment() ? from.offset() : 0));
            }
        }
        return bytes;
    }

    private long size(long segment) {
        try {
            return Files.size(SpoolFormat.file(directory, segment));
        } catch (IOException e) {
            return 0;
        }
    }

    /// Removes the files before this one.
    void deleteBefore(long segment) {
        for (long old : segments()) {
            if (old < segment) {
                try {
                    Files.deleteIfExists(SpoolFormat.file(directory, old));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /// Reads frames from one place up to another, and stops after `atMost` bytes.
    ///
    /// @return where it stopped: `until`, or where to go on
    SpoolPosition read(SpoolPosition from, SpoolPosition until, long atMost, Frames frames) {
        long left = atMost;
        SpoolPosition at = from;
        for (long segment : segments()) {
            if (segment < from.segment() || segment > until.segment()) {
                continue;
            }
            long start = segment == from.segment() ? from.offset() : 0;
            long end = segment == until.segment() ? until.offset() : Long.MAX_VALUE;
            long read = readSegment(segment, start, end, left, frames);
            left -= read - start;
            at = new SpoolPosition(segment, read);
            if (left <= 0) {
                return at;
            }
        }
        return until.compareTo(at) > 0 ? until : at;
    }

    private long readSegment(long segment, long start, long until, long atMost, Frames frames) {
        Path path = SpoolFormat.file(directory, segment);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            long end = Math.min(until, file.size());
            long at = start;
            if (end == 0) {
                return 0;
            }
            if (at < SpoolFormat.HEADER.length) {
                byte[] header = new byte[SpoolFormat.HEADER.length];
                if (!readFully(file, header, header.length, 0)
                        || !Arrays.equals(header, SpoolFormat.HEADER)) {
                    return skipRest(path, 0, end);
                }
                at = SpoolFormat.HEADER.length;
            }
            byte[] head = new byte[SpoolFormat.FRAME_HEAD];
            byte[] content = new byte[0];
            var crc = new CRC32C();
            while (at < end && at - start < atMost) {
                if (!readFully(file, head, head.length, at)) {
                    return skipRest(path, at, end);
                }
                ByteBuffer fields = ByteBuffer.wrap(head);
                boolean marked = fields.getInt() == SpoolFormat.FRAME_MARK;
                int length = fields.getInt();
                if (!marked || length < 0 || length > SpoolFormat.MAX_FRAME) {
                    return skipRest(path, at, end);
                }
                if (content.length < length) {
                    content = new byte[length];
                }
                if (!readFully(file, content, length, at + head.length)) {
                    return skipRest(path, at, end);
                }
                crc.reset();
                crc.update(content, 0, length);
                if ((int) crc.getValue() != fields.getInt()) {
                    return skipRest(path, at, end);
                }
                frames.frame(segment, new ByteReader(content, 0, length));
                at += head.length + length;
            }
            return at;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean readFully(FileChannel file, byte[] to, int length, long at)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(to, 0, length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private static long skipRest(Path path, long at, long end) {
        LOG.warn(
                "The call log's file {} is cut or damaged at byte {}: {} bytes behind it are left out. That is normal after a kill or a power cut.",
                path,
                at,
                end - at);
        return end;
    }
}
