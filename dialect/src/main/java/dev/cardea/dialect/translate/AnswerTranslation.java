package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.StopReason;
import dev.cardea.model.Usage;

/// A whole answer in the client's dialect.
public interface AnswerTranslation {
    /// @throws dev.cardea.dialect.hub.TranslationFault UPSTREAM_INVALID_ANSWER when it isn't an answer
    Answer translate(byte[] body, int offset, int length);

    /// @param model as the provider names it; empty when it doesn't
    /// @param stop why the first choice ended
    record Answer(byte[] body, String model, Usage usage, StopReason stop) {}
}
