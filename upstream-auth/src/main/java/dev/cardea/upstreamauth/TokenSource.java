package dev.cardea.upstreamauth;

import dev.cardea.model.SecretText;
import java.time.Instant;

/// Where tokens come from that live for a while. Blocks.
interface TokenSource {
    /// A fresh one.
    ///
    /// @throws TokenRefused when none is given
    Token fetch() throws InterruptedException;

    /// A token and when it ends.
    record Token(SecretText text, Instant expires) {}
}
