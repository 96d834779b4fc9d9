package dev.cardea.dialect.hub;

import java.util.List;

/// One turn of the conversation. Tool results are parts of a user's turn.
public record Turn(Role role, List<Part> parts) {
    public Turn {
        parts = List.copyOf(parts);
    }

    /// Who speaks.
    public enum Role {
        /// The application's instructions, also those that OpenAI calls the developer's.
        SYSTEM,
        USER,
        ASSISTANT
    }
}
