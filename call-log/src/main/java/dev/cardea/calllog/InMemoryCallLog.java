package dev.cardea.calllog;

import dev.cardea.model.CallRecord;
import dev.cardea.model.CallSink;
import dev.cardea.model.Diagnosis;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// A call log without a disk, for tests and for trying Cardea out: it holds the newest calls up to a
/// count and forgets the rest.
public final class InMemoryCallLog implements CallLog {
    private final int capacity;
    private final ConcurrentNavigableMap<CallCursor, CallRecord> calls =
            new ConcurrentSkipListMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final LongAdder taken = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final CallSink sink = new Sink();
    private volatile boolean closed;

    /// @param capacity how many calls are held, at least 1
    public InMemoryCallLog(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity must be 1 or more, found " + capacity);
        }
        this.capacity = capacity;
    }

    @Override
    public CallSink sink() {
        return sink;
    }

    @Override
    public Optional<CallRecord> find(String id) {
        return withId(id).map(InMemoryCallLog::kept);
    }

    @Override
    public Optional<Diagnosis> diagnosis(String id) {
        return withId(id).flatMap(CallRecord::diagnosis);
    }

    private Optional<CallRecord> withId(String id) {
        return calls.values().stream().filter(call -> call.id().equals(id)).findFirst();
    }

    @Override
    public CallPage search(CallQuery query) {
        var from = query.after() == null ? calls : calls.tailMap(query.after(), false);
        List<CallRecord> found = new ArrayList<>();
        for (CallRecord call : from.values()) {
            if (query.filter().matches(call)) {
                found.add(kept(call));
                if (found.size() > query.limit()) {
                    break;
                }
            }
        }
        return CallPage.of(found, query.limit());
    }

    @Override
    public CallSummary summary(CallFilter filter) {
        return calls.values().stream()
                .filter(filter::matches)
                .map(CallSummary::of)
                .reduce(CallSummary.NONE, CallSummary::plus);
    }

    @Override
    public CallLogStatus status() {
        return new CallLogStatus(
                closed ? CallLogStatus.State.CLOSED : CallLogStatus.State.OPEN,
                taken.sum(),
                dropped.sum(),
                0,
                0,
                "");
    }

    @Override
    public int forgetBefore(LocalDate day) {
        long start = Micros.of(day.atStartOfDay(ZoneOffset.UTC).toInstant());
        Set<LocalDate> days = new HashSet<>();
        for (Map.Entry<CallCursor, CallRecord> entry : calls.entrySet()) {
            if (entry.getKey().atMicros() < start && remove(entry.getKey())) {
                days.add(Micros.date(entry.getKey().atMicros()));
            }
        }
        return days.size();
    }

    private boolean remove(CallCursor place) {
        if (calls.remove(place) == null) {
            return false;
        }
        size.decrementAndGet();
        return true;
    }

    @Override
    public boolean flush(Duration atMost) {
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }

    /// The call as a log gives it back: in microseconds, its diagnosis apart.
    private static CallRecord kept(CallRecord call) {
        return call.bare(Micros.instant(Micros.of(call.at())));
    }

    private final class Sink implements CallSink {
        @Override
        public void accept(CallRecord call) {
            if (closed) {
                dropped.increment();
                return;
            }
            taken.increment();
            if (calls.put(CallCursor.behind(call), call) == null
                    && size.incrementAndGet() > capacity) {
                remove(calls.lastKey());
            }
        }

        @Override
        public long dropped() {
            return dropped.sum();
        }
    }
}
