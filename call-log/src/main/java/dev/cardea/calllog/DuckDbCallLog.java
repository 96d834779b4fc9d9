package dev.cardea.calllog;

import dev.cardea.model.CallPricing;
import dev.cardea.model.CallRecord;
import dev.cardea.model.CallSink;
import dev.cardea.model.Diagnosis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The call log on disk. A record goes through a bounded queue to a file within 50 ms, which a
/// killed process doesn't lose; the file is forced to the disk each second, so a machine that loses
/// power loses up to a second of calls. From there it goes into DuckDB in large batches, every thirty
/// seconds or when somebody asks, and exactly once.
///
/// The database is opened when it is first needed: a gateway that just started isn't held up, and
/// takes records before. When it can't be opened, records are kept in files up to a limit. DuckDB is
/// called on threads of its own only, because a native call would hold up virtual threads.
public final class DuckDbCallLog implements CallLog {
    private static final Logger LOG = LoggerFactory.getLogger(DuckDbCallLog.class);
    private static final Duration LOAD_EVERY = Duration.ofSeconds(30);
    private static final long LOAD_AT_BYTES = 32 << 20;

    private final CallLogOptions options;
    private final SpoolReader spool;
    private final SpoolWriter file;
    private final CallLogWriter writer;
    private final SpoolLoader loader;
    private final ScheduledExecutorService loading = thread("call-log-loader");
    private final ScheduledExecutorService forcing = thread("call-log-sync");
    private final ExecutorService asking = thread("call-log-reader");
    private long lastLoad = System.nanoTime();
    private SpoolPosition forced = SpoolPosition.START;
    private volatile long pendingBytes;
    private volatile boolean closed;

    /// Opens the log in its directory; calls cost what their records say.
    ///
    /// @throws UncheckedIOException when the directory can't be made or read
    public DuckDbCallLog(CallLogOptions options, InstantSource clock) {
        this(options, clock, CallPricing.AS_RECORDED);
    }

    /// Opens the log in its directory.
    ///
    /// @param clock tells which days are past their retention
    /// @param pricing tells what calls cost
    /// @throws UncheckedIOException when the directory can't be made or read
    public DuckDbCallLog(CallLogOptions options, InstantSource clock, CallPricing pricing) {
        this.options = options;
        try {
            Files.createDirectories(options.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spool = new SpoolReader(options.directory());
        loader = new SpoolLoader(options, spool, clock);
        List<Long> segments = spool.segments();
        long last = segments.isEmpty() ? 0 : segments.getLast();
        file = new SpoolWriter(options.directory(), last, options.segmentBytes(), pricing);
        writer = new CallLogWriter(options, file, () -> pendingBytes);
        var _ = loading.scheduleWithFixedDelay(this::loadWhenDue, 1, 1, TimeUnit.SECONDS);
        var _ = forcing.scheduleWithFixedDelay(this::forceWhenMoved, 1, 1, TimeUnit.SECONDS);
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    @Override
    public CallSink sink() {
        return writer;
    }

    @Override
    public Optional<CallRecord> find(String id) {
        return ask(search -> search.find(id));
    }

    @Override
    public Optional<Diagnosis> diagnosis(String id) {
        return ask(search -> search.diagnosis(id));
    }

    @Override
    public CallPage search(CallQuery query) {
        return ask(search -> search.search(query));
    }

    @Override
    public CallSummary summary(CallFilter filter) {
        return ask(search -> search.summary(filter));
    }

    @Override
    public int forgetBefore(LocalDate day) {
        awaitWritten();
        return await(loading, () -> loader.load(file.position()).dropBefore(day));
    }

    @Override
    public CallLogStatus status() {
        String trouble = loader.trouble();
        return new CallLogStatus(
                closed
                        ? CallLogStatus.State.CLOSED
                        : loader.isOpening()
                                ? CallLogStatus.State.OPENING
                                : trouble.isEmpty()
                                        ? CallLogStatus.State.OPEN
                                        : CallLogStatus.State.UNAVAILABLE,
                writer.taken(),
                writer.dropped(),
                writer.queued(),
                pendingNow(),
                writer.trouble().isEmpty() ? trouble : writer.trouble());
    }

    @Override
    public boolean flush(Duration atMost) {
        try {
            return writer.awaitWritten(atMost) && file.force();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// What is done with the open database.
    private interface Question<T> {
        T ask(CallSearch search) throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        awaitWritten();
        CallDatabase database = await(loading, () -> loader.load(file.position()));
        return await(asking, () -> question.ask(database.search(options.querySeconds())));
    }

    private void awaitWritten() {
        try {
            if (!writer.awaitWritten(Duration.ofSeconds(options.querySeconds()))) {
                throw new CallLogUnavailable(
                        "the call log is behind with writing; ask again later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallLogUnavailable("interrupted while the call log was asked", e);
        }
    }

    private <T> T await(ExecutorService on, Callable<T> task) {
        try {
            return on.submit(task).get(options.querySeconds(), TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            throw new CallLogUnavailable("the call log is closed", e);
        } catch (TimeoutException e) {
            throw new CallLogUnavailable(
                    "the call log didn't answer within %d s".formatted(options.querySeconds()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallLogUnavailable("interrupted while the call log was asked", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CallLogUnavailable unavailable
                    ? unavailable
                    : new CallLogUnavailable("the call log can't answer: " + e.getMessage(), e);
        }
    }

    private long pendingNow() {
        return spool.bytesBetween(loader.loaded(), file.position());
    }

    private void loadWhenDue() {
        try {
            long pending = pendingNow();
            boolean due = System.nanoTime() - lastLoad >= LOAD_EVERY.toNanos();
            if (pending > 0 && (due || pending >= LOAD_AT_BYTES)) {
                lastLoad = System.nanoTime();
                loader.load(file.position());
            }
        } catch (CallLogUnavailable e) {
            LOG.debug("loading is tried again", e);
        } catch (RuntimeException e) {
            LOG.error("The call log's files can't be loaded", e);
        }
    }

    private void forceWhenMoved() {
        pendingBytes = pendingNow();
        SpoolPosition now = file.position();
        if (!now.equals(forced) && file.force()) {
            forced = now;
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        writer.close();
        forcing.shutdownNow();
        file.close();
        end(asking);
        loading.execute(loader::close);
        end(loading);
    }

    private static void end(ExecutorService executor) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("The call log's database is still at work; it is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
