package dev.cardea.model;

import java.util.List;

/// Puts provider credentials on upstream requests. Called on event loops: it answers from memory.
public interface UpstreamAuth {
    /// The header fields that authenticate a request to `provider` with `credential`.
    Authorization authorize(Provider provider, ProviderCredential credential);

    /// What came of it.
    sealed interface Authorization {
        /// Fields to set, replacing any of the same name.
        record Ready(List<Field> fields) implements Authorization {
            public Ready {
                fields = List.copyOf(fields);
            }
        }

        /// The secret isn't at hand.
        record Unavailable(Reason reason) implements Authorization {}
    }

    /// A header field whose value is secret.
    record Field(String name, String value) {
        @Override
        public String toString() {
            return name + ": (secret)";
        }
    }
}
