package dev.cardea.relay.http;

/// The client's side of a connection or stream.
public sealed interface ClientCodec permits Http1ClientCodec, Http2ClientStream {
    /// Whether it can serve another request now.
    boolean reusable();

    /// Whether the peer is known not to have begun with a request whose answer was lost (RFC 9113
    /// section 8.7): it may be sent again, whatever its method.
    boolean unprocessed();
}
