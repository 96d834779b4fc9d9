package dev.cardea.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says why TLS handshakes with providers fail: one line a minute for each place, however many calls
/// meet it. To be used on one event loop.
final class HandshakeLog {
    private static final Logger log = LoggerFactory.getLogger(HandshakeLog.class);
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final Map<Site.Origin, Long> told = new HashMap<>();

    void failed(Site.Origin origin, @Nullable Throwable cause) {
        long now = System.nanoTime();
        Long before = told.get(origin);
        if (before == null || now - before > PAUSE) {
            told.put(origin, now);
            log.warn(
                    "the TLS handshake with {} failed: {}",
                    origin.authority(),
                    cause == null ? "no reason given" : reason(cause));
        }
    }

    /// What is at the bottom of it; a certificate's own words are in it, so they are made harmless.
    private static String reason(Throwable cause) {
        Throwable root = cause;
        for (Throwable next = cause; next != null; next = next.getCause()) {
            root = next;
        }
        return FieldText.of(root.getClass().getSimpleName() + ": " + root.getMessage());
    }
}
