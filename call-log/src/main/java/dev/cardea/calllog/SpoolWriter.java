package dev.cardea.calllog;

import dev.cardea.model.CallPricing;
import dev.cardea.model.CallRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Appends calls to the spool, a frame at a time. What [#write] has written survives the end of the
/// process, and after [#force] that of the machine. For one thread, except [#position] and [#force].
///
/// A frame refers to definitions in earlier ones, so after a failure the file is left as it is and
/// the next frame begins another.
final class SpoolWriter implements AutoCloseable {
    private static final int FULL_FRAME = 256 << 10;

    private final Path directory;
    private final long segmentBytes;
    private final CallPricing pricing;
    private final CallEncoder encoder = new CallEncoder();
    private final ByteWriter frame = new ByteWriter(64 << 10);
    private final CRC32C crc = new CRC32C();
    private volatile @Nullable FileChannel file;
    private volatile SpoolPosition position;
    private boolean segmentOver;
    private int calls;

    /// @param last the number of the newest file there is; the first new one gets a higher number
    /// @param pricing what calls cost is asked for on the thread that writes
    SpoolWriter(Path directory, long last, long segmentBytes, CallPricing pricing) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.pricing = pricing;
        this.position = new SpoolPosition(last, Long.MAX_VALUE);
        startFrame();
    }

    /// Up to where the spool is written.
    SpoolPosition position() {
        return position;
    }

    /// How many calls the frame holds.
    int calls() {
        return calls;
    }

    /// Adds a call to the frame; true when the frame has to be written before the next call.
    ///
    /// @throws RuntimeException when the call can't be encoded; it is left out
    boolean add(CallRecord call) {
        int start = frame.size();
        try {
            encoder.encode(call, pricing.of(call), frame);
        } catch (RuntimeException e) {
            frame.truncate(start);
            segmentOver = true;
            throw e;
        }
        calls++;
        return frame.size() >= FULL_FRAME || segmentOver;
    }

    /// Whether a call that couldn't be encoded ended the file.
    boolean mustWrite() {
        return segmentOver;
    }

    /// Writes the frame, if it holds calls, and starts the next one.
    ///
    /// @throws UncheckedIOException when it couldn't be written; its calls are lost then
    void write() {
        try {
            if (calls > 0) {
                append();
            }
        } catch (IOException e) {
            segmentOver = true;
            throw new UncheckedIOException(e);
        } finally {
            startFrame();
            if (segmentOver || position.offset() >= segmentBytes || encoder.isSegmentFull()) {
                endSegment();
            }
        }
    }

    private void append() throws IOException {
        int content = frame.size() - SpoolFormat.FRAME_HEAD;
        crc.reset();
        crc.update(frame.bytes(), SpoolFormat.FRAME_HEAD, content);
        frame.setInt(4, content);
        frame.setInt(8, (int) crc.getValue());
        FileChannel to = file == null ? startSegment() : file;
        writeFully(to, ByteBuffer.wrap(frame.bytes(), 0, frame.size()));
        position = new SpoolPosition(position.segment(), position.offset() + frame.size());
    }

    private void startFrame() {
        calls = 0;
        frame.truncate(0);
        frame.writeInt(SpoolFormat.FRAME_MARK);
        frame.writeInt(0);
        frame.writeInt(0);
    }

    private FileChannel startSegment() throws IOException {
        // Numbers come from the clock too, so that they go on rising when old files are removed.
        long segment = Math.max(position.segment() + 1, System.currentTimeMillis() / 1_000);
        FileChannel started =
                FileChannel.open(
                        SpoolFormat.file(directory, segment),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        // The number is used up even when the header can't be written.
        position = new SpoolPosition(segment, SpoolFormat.HEADER.length);
        file = started;
        writeFully(started, ByteBuffer.wrap(SpoolFormat.HEADER));
        return started;
    }

    private void endSegment() {
        segmentOver = false;
        encoder.startSegment();
        force();
        FileChannel ended = file;
        file = null;
        if (ended != null) {
            try {
                ended.close();
            } catch (IOException e) {
                // Its bytes are with the operating system already.
            }
        }
    }

    private static void writeFully(FileChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /// Waits until the disk has what is written; false when the disk can't tell.
    boolean force() {
        FileChannel current = file;
        try {
            if (current != null) {
                current.force(false);
            }
            return true;
        } catch (IOException e) {
            return !current.isOpen();
        }
    }

    @Override
    public void close() {
        endSegment();
    }
}
