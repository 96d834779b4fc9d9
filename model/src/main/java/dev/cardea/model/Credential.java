package dev.cardea.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a request brought to prove who is calling, without the secret: safe to keep and to replay.
public sealed interface Credential {

    /// Nothing that could be looked up, and the reason that follows from the request alone.
    ///
    /// @param contributing other reasons that hold too
    record Unusable(Fault fault, List<Reason> contributing) implements Credential {
        public Unusable {
            contributing = List.copyOf(contributing);
        }
    }

    /// A text that can be looked up.
    ///
    /// @param hash of the whole text
    /// @param text what it says of itself, when its shape and check digits are right
    /// @param fault what is wrong with its shape, to be told only when the look-up finds nothing
    record Presented(Location location, Sha256 hash, Optional<KeyText> text, Optional<Fault> fault)
            implements Credential {}

    /// A reason and the words that fill its sentence.
    record Fault(Reason reason, Map<String, String> words) {
        public Fault {
            words = Map.copyOf(words);
        }

        public static Fault of(Reason reason) {
            return new Fault(reason, Map.of());
        }
    }
}
