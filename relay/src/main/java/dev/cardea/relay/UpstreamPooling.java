package dev.cardea.relay;

import java.time.Duration;

/// How connections to providers are kept for the next call.
///
/// @param idlePerLoop how many idle ones each event loop keeps for one provider, of whatever version of
///     HTTP; the rest close
/// @param idleTime after which an idle one closes. Below what providers' edges allow (60 s and
///     more), so that the gateway closes first
public record UpstreamPooling(int idlePerLoop, Duration idleTime) {
    public static final UpstreamPooling DEFAULT = new UpstreamPooling(256, Duration.ofSeconds(55));

    public UpstreamPooling {
        if (idlePerLoop < 0) {
            throw new IllegalArgumentException(
                    "idlePerLoop must be 0 or more, found " + idlePerLoop);
        }
        if (!idleTime.isPositive()) {
            throw new IllegalArgumentException("idleTime must be above zero, found " + idleTime);
        }
    }
}
