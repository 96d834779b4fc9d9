package dev.cardea.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was started, so that it can be ended the other way round, whatever happens on the way.
final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        started.push(part);
        return part;
    }

    /// Starts a part on a thread of its own, beside the parts that are added next. It is ended like
    /// them, also when nobody has asked for it.
    <T extends AutoCloseable> Later<T> begin(Supplier<T> start) {
        FutureTask<T> task = new FutureTask<>(start::get);
        Thread.ofPlatform().daemon().name("start").start(task);
        return add(new Later<>(task));
    }

    /// A part that is starting.
    record Later<T extends AutoCloseable>(FutureTask<T> task) implements AutoCloseable {
        /// The part, waited for.
        T part() {
            try {
                return task.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while it started", e);
            }
        }

        @Override
        public void close() throws Exception {
            try {
                task.get().close();
            } catch (ExecutionException _) {
                // It didn't start, and who wanted it has been told.
            }
        }
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("{} did not end cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
