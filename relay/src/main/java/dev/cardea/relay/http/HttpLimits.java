package dev.cardea.relay.http;

import java.time.Duration;

/// What a peer may make this process read and wait for.
///
/// @param targetBytes the longest request target
/// @param headBytes the longest head, first line included; in HTTP/2 the size of the header list
/// @param fields the most fields in a head
/// @param headTimeout how long a head that has begun may take
/// @param idleTimeout how long a connection may wait for its next request
/// @param streams the most requests at a time on an HTTP/2 connection
public record HttpLimits(
        int targetBytes,
        int headBytes,
        int fields,
        Duration headTimeout,
        Duration idleTimeout,
        int streams) {

    /// The limits of a gateway that nobody configured.
    public static final HttpLimits STANDARD =
            new HttpLimits(
                    8 * 1024, 64 * 1024, 200, Duration.ofSeconds(15), Duration.ofSeconds(75), 256);

    public HttpLimits {
        if (targetBytes < 1 || headBytes < 64 || fields < 1 || streams < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive, and a head at least 64 bytes: " + headBytes);
        }
        if (!headTimeout.isPositive() || !idleTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "timeouts must be positive: " + headTimeout + ", " + idleTimeout);
        }
    }
}
