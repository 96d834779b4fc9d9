package dev.cardea.relay;

import dev.cardea.model.Copied;
import java.time.Duration;

/// How long the data plane waits, and for whom. Looked at four times a second, so that a time may be
/// overdrawn by a quarter of one.
///
/// @param connect to a provider, TLS included; then the next target, or `UPSTREAM_TIMEOUT`
/// @param firstByte of a provider's answer, from when the request went out. Long, because models
///     think; the SDKs wait as long
/// @param idle between two parts of a provider's answer
/// @param total of a call, from its head to the end of the answer
/// @param head from when a connection opens to the end of its first request head; then
///     `REQUEST_TIMEOUT`
/// @param keepAlive from the end of an answer to the end of the next request head; then the
///     connection closes
/// @param bodyIdle between two parts of a request body; then `REQUEST_TIMEOUT`
/// @param clientStall without the client taking anything of an answer that waits for it
/// @param minimumBodyRate bytes per second that a sender reaches on average after the first
///     `bodyIdle`; slower ones get `REQUEST_TIMEOUT`
@Copied
public record Timeouts(
        Duration connect,
        Duration firstByte,
        Duration idle,
        Duration total,
        Duration head,
        Duration keepAlive,
        Duration bodyIdle,
        Duration clientStall,
        int minimumBodyRate) {
    /// Those of a gateway that nobody configured.
    public static final Timeouts DEFAULT =
            new Timeouts(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(5),
                    1024);

    public Timeouts {
        positive("connect", connect);
        positive("firstByte", firstByte);
        positive("idle", idle);
        positive("total", total);
        positive("head", head);
        positive("keepAlive", keepAlive);
        positive("bodyIdle", bodyIdle);
        positive("clientStall", clientStall);
        if (minimumBodyRate < 0) {
            throw new IllegalArgumentException(
                    "minimumBodyRate must be 0 or more, found " + minimumBodyRate);
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be above zero, found " + value);
        }
    }

    public Timeouts withUpstream(Duration connect, Duration firstByte, Duration idle) {
        return TimeoutsBuilder.builder(this)
                .connect(connect)
                .firstByte(firstByte)
                .idle(idle)
                .build();
    }

    public Timeouts withClient(Duration head, Duration keepAlive, Duration bodyIdle) {
        return TimeoutsBuilder.builder(this)
                .head(head)
                .keepAlive(keepAlive)
                .bodyIdle(bodyIdle)
                .build();
    }

    public Timeouts withTotal(Duration total) {
        return TimeoutsBuilder.builder(this).total(total).build();
    }
}
