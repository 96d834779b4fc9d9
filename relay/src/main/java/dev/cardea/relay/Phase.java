package dev.cardea.relay;

import dev.cardea.model.Decision.Admit;
import org.jspecify.annotations.Nullable;

/// How far a call has come.
sealed interface Phase {
    /// What asks the providers; null while nothing does.
    default @Nullable Attempts attempts() {
        return null;
    }

    /// Stops asking providers.
    default void cancel() {
        Attempts asking = attempts();
        if (asking != null) {
            asking.cancel();
        }
    }

    /// Whether the answer is read; off while the client takes no more.
    default void reading(boolean on) {
        Attempts asking = attempts();
        if (asking != null) {
            asking.reading(on);
        }
    }

    /// Looks at the deadlines for providers.
    default void tick(long now) {
        Attempts asking = attempts();
        if (asking != null) {
            asking.tick(now);
        }
    }

    /// The head is here, and perhaps some of the body; nothing is decided, or the model is awaited.
    record Arriving() implements Phase {}

    /// It may pass, and waits for its body.
    record Admitted(Admit admit) implements Phase {}

    /// The gateway answers itself, on a virtual thread.
    record Local() implements Phase {}

    /// A provider is asked; nothing of an answer went to the client yet.
    record Attempting(Attempts attempts) implements Phase {}

    /// A provider's answer goes to the client.
    record Streaming(Attempts attempts, Answer answer) implements Phase {}

    /// It is over and its record is written.
    record Settled() implements Phase {}
}
