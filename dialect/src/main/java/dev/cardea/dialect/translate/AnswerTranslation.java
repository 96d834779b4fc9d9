package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.StopReason;
import dev.cardea.model.Usage;
import java.util.List;

/// A whole answer in the client's dialect.
public interface AnswerTranslation {
    /// @throws dev.cardea.dialect.hub.TranslationFault UPSTREAM_INVALID_ANSWER when it isn't an answer
    Answer translate(byte[] body, int offset, int length);

    /// @param model as the provider names it; empty when it doesn't
    /// @param stop why the first choice ended
    /// @param dropped what the client's dialect has no place for, for the answer's header
    record Answer(byte[] body, String model, Usage usage, StopReason stop, List<String> dropped) {
        public Answer {
            dropped = List.copyOf(dropped);
        }

        /// Of which nothing is left out.
        public Answer(byte[] body, String model, Usage usage, StopReason stop) {
            this(body, model, usage, stop, List.of());
        }
    }
}
