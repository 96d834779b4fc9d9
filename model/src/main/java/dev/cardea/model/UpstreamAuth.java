package dev.cardea.model;

import java.nio.ByteBuffer;
import java.util.List;

/// Puts provider credentials on upstream requests.
public interface UpstreamAuth {
    /// What authenticates a request to `provider` with `credential`. Called on event loops: it answers
    /// from memory.
    Authorization authorize(Provider provider, ProviderCredential credential);

    /// The same from the secret itself, whatever is in memory: for a credential that no call uses yet.
    /// Waits where a token has to be fetched, and keeps nothing.
    default Authorization authorizeAfresh(Provider provider, ProviderCredential credential) {
        return authorize(provider, credential);
    }

    /// What came of it.
    sealed interface Authorization {
        /// Fields to set, replacing any of the same name.
        record Ready(List<Field> fields) implements Authorization {
            public Ready {
                fields = List.copyOf(fields);
            }
        }

        /// The fields follow from the request itself, its body included, so that the body has to be
        /// there as a whole before the request is sent.
        non-sealed interface Signing extends Authorization {
            /// Fields to set, replacing any of the same name, for this request and no other.
            List<Field> sign(Outgoing request);
        }

        /// The secret isn't at hand.
        record Unavailable(Reason reason) implements Authorization {}
    }

    /// A request about to be sent.
    ///
    /// @param authority what its `Host` field says
    /// @param target path and query as they are sent, encoded
    /// @param body all of it, empty when there is none; not to be moved or written to
    record Outgoing(String method, String authority, String target, ByteBuffer body) {
        public Outgoing {
            body = body.asReadOnlyBuffer();
        }
    }

    /// A header field whose value is secret.
    record Field(String name, String value) {
        @Override
        public String toString() {
            return name + ": (secret)";
        }
    }
}
