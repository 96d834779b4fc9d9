package dev.cardea.storage.sql;

import dev.cardea.storage.StoreException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Platform threads that run statements on connections of their own, one to a thread. Callers wait;
/// when too many do, further ones are turned away.
final class SqliteLane implements AutoCloseable {
    private static final int WAITING = 1_000;

    private final Jdbi jdbi;
    private final Queue<Handle> idle = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor threads;

    SqliteLane(String name, int size, DataSource source) {
        jdbi = Jdbi.create(source);
        threads =
                new ThreadPoolExecutor(
                        size,
                        size,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING),
                        Thread.ofPlatform().daemon().name(name + '-', 0).factory());
    }

    /// Runs `work` on one of the threads, and waits for it.
    <T> T call(Function<Handle, T> work) {
        Future<T> result;
        try {
            Callable<T> task = () -> run(work);
            result = threads.submit(task);
        } catch (RejectedExecutionException e) {
            throw new StoreException.Unavailable(
                    threads.isShutdown()
                            ? "the store is closed"
                            : "%d calls wait for the store already".formatted(WAITING),
                    e);
        }
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException.Unavailable("interrupted while waiting for the store", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /// A connection whose work failed isn't used again: a file that was locked or gone gets a fresh
    /// one.
    private <T> T run(Function<Handle, T> work) {
        Handle handle = idle.poll();
        if (handle == null) {
            handle = jdbi.open();
        }
        boolean sound = false;
        try {
            T result = work.apply(handle);
            sound = true;
            return result;
        } catch (StoreException.Conflict
                | StoreException.AlreadyExists
                | StoreException.UnknownReference e) {
            sound = true;
            throw e;
        } finally {
            if (sound) {
                idle.add(handle);
            } else {
                handle.close();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Handle handle = idle.poll(); handle != null; handle = idle.poll()) {
            handle.close();
        }
    }
}
