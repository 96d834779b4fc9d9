package dev.cardea.upstreamauth;

import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.UpstreamAuth.Authorization;
import dev.cardea.model.UpstreamAuth.Field;
import dev.cardea.upstreamauth.TokenSource.Token;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one credential's token fresh on a virtual thread of its own, so that a call finds it in
/// memory. A token is renewed when a fifth of its life is left, five minutes at most; after a failure
/// again in one second, then ever later up to a minute, while the old one serves to its end.
final class TokenKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenKeeper.class);
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration LATEST_RETRY = Duration.ofMinutes(1);
    private static final Reason NOT_YET = Reasons.of("GATEWAY_SECRET_STORE_UNAVAILABLE");

    private final String name;
    private final TokenSource source;
    private final InstantSource clock;
    private final Thread thread;
    private volatile @Nullable Kept kept;
    private volatile Authorization none = new Authorization.Unavailable(NOT_YET);

    private record Kept(Authorization ready, Instant expires) {}

    private TokenKeeper(String name, TokenSource source, InstantSource clock) {
        this.name = name;
        this.source = source;
        this.clock = clock;
        thread = Thread.ofVirtual().name("token of " + name).unstarted(this::run);
    }

    /// @param name of the credential, for the log
    static TokenKeeper start(String name, TokenSource source, InstantSource clock) {
        TokenKeeper keeper = new TokenKeeper(name, source, clock);
        keeper.thread.start();
        return keeper;
    }

    /// A token for this once; waits for it.
    static Authorization once(TokenSource source) {
        try {
            return ready(source.fetch());
        } catch (TokenRefused e) {
            return new Authorization.Unavailable(e.reason());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Authorization.Unavailable(NOT_YET);
        }
    }

    private static Authorization ready(Token token) {
        return new Authorization.Ready(
                List.of(new Field("authorization", "Bearer " + token.text().reveal())));
    }

    /// The token as a header field, or why there is none.
    Authorization authorization() {
        Kept now = kept;
        return now != null && clock.instant().isBefore(now.expires) ? now.ready : none;
    }

    private void run() {
        Duration retry = SOONEST;
        try {
            while (true) {
                Duration pause;
                try {
                    pause = renewed();
                    retry = SOONEST;
                } catch (TokenRefused e) {
                    none = new Authorization.Unavailable(e.reason());
                    LOG.warn("no token for credential {}: {}", name, e.getMessage());
                    pause = retry;
                    retry = retry.multipliedBy(2);
                    retry = retry.compareTo(LATEST_RETRY) > 0 ? LATEST_RETRY : retry;
                }
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// How long the new token can be left alone.
    private Duration renewed() throws InterruptedException {
        Token token = source.fetch();
        kept = new Kept(ready(token), token.expires());
        Duration life = Duration.between(clock.instant(), token.expires());
        Duration ahead = life.dividedBy(5);
        Duration pause = life.minus(ahead.compareTo(AHEAD) > 0 ? AHEAD : ahead);
        return pause.compareTo(SOONEST) < 0 ? SOONEST : pause;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
