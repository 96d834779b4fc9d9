package dev.cardea.relay.http;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything on one event loop that has deadlines. Each is asked four times a second whether one
/// has passed, which costs less than setting and clearing a timer per call.
public final class Ticks {
    private static final Logger log = LoggerFactory.getLogger(Ticks.class);

    /// How often everybody is asked.
    public static final long PERIOD_MILLIS = 250;

    /// Something with deadlines. It is in at most one set at a time.
    public interface Ticked {
        /// @param now [System#nanoTime]
        void tick(long now);

        /// Ends it, whatever it is doing.
        void close();

        /// Where it stands in its set, as [#slot(int)] was told last; -1 before that.
        int slot();

        void slot(int slot);
    }

    private @Nullable Ticked[] all = new Ticked[64];
    private int size;

    public void add(Ticked ticked) {
        if (size == all.length) {
            all = Arrays.copyOf(all, size * 2);
        }
        ticked.slot(size);
        all[size++] = ticked;
    }

    public void remove(Ticked ticked) {
        int slot = ticked.slot();
        if (slot < 0) {
            return;
        }
        Ticked last = Objects.requireNonNull(all[--size]);
        all[slot] = last;
        all[size] = null;
        last.slot(slot);
        ticked.slot(-1);
    }

    /// Goes through all, from the last to the first, because one that leaves on the way is replaced by
    /// the last.
    public void forEach(Consumer<Ticked> each) {
        for (int i = size - 1; i >= 0; i--) {
            if (i < size) {
                each.accept(Objects.requireNonNull(all[i]));
            }
        }
    }

    /// Asks everybody. One who fails at it is closed, so that the deadlines of the others go on.
    public void tick(long now) {
        for (int i = size - 1; i >= 0; i--) {
            if (i < size) {
                tick(Objects.requireNonNull(all[i]), now);
            }
        }
    }

    private static void tick(Ticked ticked, long now) {
        try {
            ticked.tick(now);
        } catch (RuntimeException | Error e) {
            log.error("a call broke off by a fault of the gateway", e);
            ticked.close();
        }
    }
}
