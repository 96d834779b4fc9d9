package dev.cardea.relay.http;

/// The client's side of a connection or stream.
public sealed interface ClientCodec permits Http1ClientCodec, Http2ClientStream {
    /// Whether it can serve another request now.
    boolean reusable();
}
