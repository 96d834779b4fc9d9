package dev.cardea.model;

/// Takes the record of each call. Called on event loops: it never blocks and never throws; what it
/// can't take it counts as dropped.
public interface CallSink {
    void accept(CallRecord call);

    /// How many records were dropped since the start, because the queue was full.
    long dropped();
}
