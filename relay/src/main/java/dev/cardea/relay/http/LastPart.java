package dev.cardea.relay.http;

/// The end of a message, with the trailer fields if there are any.
public final class LastPart {
    /// The end of a message without trailers.
    public static final LastPart END = new LastPart(new Fields(1, 1));

    private final Fields trailers;

    private LastPart(Fields trailers) {
        this.trailers = trailers;
    }

    /// @param trailers written only where the protocol has a place for them
    public static LastPart of(Fields trailers) {
        return trailers.size() == 0 ? END : new LastPart(trailers);
    }

    /// Empty when there are none; valid as long as the fields of the head.
    public Fields trailers() {
        return trailers;
    }

    @Override
    public String toString() {
        return "LastPart" + trailers.names();
    }
}
