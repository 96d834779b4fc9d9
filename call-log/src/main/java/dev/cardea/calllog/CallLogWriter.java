package dev.cardea.calllog;

import dev.cardea.model.CallRecord;
import dev.cardea.model.CallSink;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes records from event loops and writes them to the spool on a thread of its own, twenty times a
/// second. Nobody is woken for a record: waking costs more than the record.
final class CallLogWriter implements CallSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallLogWriter.class);
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final CallQueue queue;
    private final SpoolWriter spool;
    private final LongSupplier pendingBytes;
    private final long spoolLimit;
    private final LongAdder dropped = new LongAdder();
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private volatile long done;
    private volatile String trouble = "";

    /// @param pendingBytes how much waits for the database on disk
    CallLogWriter(CallLogOptions options, SpoolWriter spool, LongSupplier pendingBytes) {
        this.queue = new CallQueue(options.queueCapacity());
        this.spool = spool;
        this.pendingBytes = pendingBytes;
        this.spoolLimit = options.spoolLimitBytes();
        this.thread = Thread.ofPlatform().daemon().name("call-log-writer").unstarted(this::run);
        thread.start();
    }

    @Override
    public void accept(CallRecord call) {
        if (!queue.offer(call)) {
            dropped.increment();
        }
    }

    @Override
    public long dropped() {
        return dropped.sum();
    }

    long taken() {
        return queue.added();
    }

    int queued() {
        return (int) (queue.added() - done);
    }

    /// Why records can't be written now; empty when they can.
    String trouble() {
        return trouble;
    }

    private void run() {
        while (true) {
            boolean closed = queue.isClosed();
            drain();
            if (closed && done == queue.added()) {
                return;
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    private void drain() {
        boolean full = pendingBytes.getAsLong() > spoolLimit;
        long lost = 0;
        for (CallRecord call = queue.poll(); call != null; call = queue.poll()) {
            if (full) {
                lost++;
                continue;
            }
            try {
                if (spool.add(call)) {
                    write();
                }
            } catch (RuntimeException e) {
                lost++;
                LOG.error("A call can't be kept in the call log", e);
            }
        }
        if (full && lost > 0) {
            complain(
                    "the call log has %d bytes waiting for its database, the most it may; calls are dropped"
                            .formatted(spoolLimit));
        }
        dropped.add(lost);
        write();
    }

    private void write() {
        int calls = spool.calls();
        if (calls > 0 || spool.mustWrite()) {
            try {
                spool.write();
                trouble = "";
            } catch (UncheckedIOException e) {
                dropped.add(calls);
                complain("the call log can't be written: " + e.getMessage());
            }
        }
        if (done != queue.removed()) {
            lock.lock();
            try {
                done = queue.removed();
                written.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void complain(String message) {
        if (!message.equals(trouble)) {
            LOG.error("{}", message);
        }
        trouble = message;
    }

    /// Waits until every record that was taken before is written (or counted as dropped); false when
    /// that took too long.
    boolean awaitWritten(Duration atMost) throws InterruptedException {
        long target = queue.added();
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (done < target) {
                if (left <= 0) {
                    return false;
                }
                LockSupport.unpark(thread);
                left = written.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Refuses records from now on and waits until all that were taken are written.
    @Override
    public void close() {
        queue.close();
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
