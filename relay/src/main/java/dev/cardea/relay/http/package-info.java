/// HTTP framing: bytes on a connection to messages and back, the same messages for HTTP/1.1 and
/// HTTP/2.
///
/// Read [dev.cardea.relay.http.RequestHead] and [dev.cardea.relay.http.Fields] first. Inbound, a
/// channel fires one [dev.cardea.relay.http.RequestHead] (or
/// [dev.cardea.relay.http.ResponseHead]), then any number of `ByteBuf`, then one
/// [dev.cardea.relay.http.LastPart]; or, at any point, one [dev.cardea.relay.http.Violation], after
/// which nothing more comes. Outbound, the same objects are written in the same order. A connection
/// that ends before the last part fires `channelInactive`.
///
/// Back-pressure is the channel's own: switch auto-read off to stop, on to go on. A request that
/// comes before the exchange ahead of it is over waits in the codec.
@NullMarked
package dev.cardea.relay.http;

import org.jspecify.annotations.NullMarked;
