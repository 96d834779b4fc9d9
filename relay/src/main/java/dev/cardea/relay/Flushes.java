package dev.cardea.relay;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/// The connections of one event loop that were written to in this round of it, and are flushed at its
/// end, one after the other.
///
/// What waits in the sockets is worked off first and everything sent then: each connection is flushed
/// once a round, the code of either half stays in the processor's cache, and whoever gets many messages
/// wakes once for them. With one call at a time a round is one message long, and nothing waits.
final class Flushes implements Runnable {
    /// After so many the first is not kept waiting any longer.
    private static final int MOST = 32;

    /// What is flushed.
    interface Flushed {
        void flushNow();
    }

    private final EventLoop eventLoop;
    private final List<Flushed> waiting = new ArrayList<>(MOST);
    private boolean scheduled;
    private boolean flushing;

    Flushes(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
    }

    /// Flushes it soon; once for each time it is added.
    void add(Flushed flushed) {
        waiting.add(flushed);
        if (waiting.size() >= MOST && !flushing) {
            all();
        } else if (!scheduled && !flushing) {
            scheduled = true;
            eventLoop.execute(this);
        }
    }

    @Override
    public void run() {
        scheduled = false;
        all();
    }

    /// A flush may make others necessary, which join the end.
    private void all() {
        flushing = true;
        for (int i = 0; i < waiting.size(); i++) {
            waiting.get(i).flushNow();
        }
        waiting.clear();
        flushing = false;
    }
}
