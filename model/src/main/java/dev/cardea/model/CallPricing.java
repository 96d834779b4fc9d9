package dev.cardea.model;

/// Tells what calls cost. Asked by the call log for each record, on a thread of its own: never on an
/// event loop, and it answers from memory.
@FunctionalInterface
public interface CallPricing {
    /// By what the record says already.
    CallPricing AS_RECORDED = CallRecord::cost;

    Cost of(CallRecord call);
}
