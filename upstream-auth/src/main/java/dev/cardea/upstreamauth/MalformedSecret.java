package dev.cardea.upstreamauth;

/// A provider's secret has no form that its dialect authenticates with. The message says what is
/// wrong with it and shows nothing of it.
final class MalformedSecret extends RuntimeException {
    private final String fault;

    MalformedSecret(String fault) {
        super(fault, null, false, false);
        this.fault = fault;
    }

    @Override
    public String getMessage() {
        return fault;
    }
}
