package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.ErrorReader;
import dev.cardea.dialect.hub.ErrorWriter;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Credential;
import dev.cardea.model.Reasons;
import tools.jackson.core.JacksonException;

/// The answers of a kind of call that is never streamed.
record WholeAnswers(AnswerTranslation answer, ErrorReader reader, ErrorWriter writer)
        implements Answers {

    @Override
    public AnswerTranslation whole() {
        return (body, offset, length) -> {
            try {
                return answer.translate(body, offset, length);
            } catch (JacksonException | TranslationFault _) {
                throw invalid();
            }
        };
    }

    static TranslationFault invalid() {
        return new TranslationFault(Credential.Fault.of(Reasons.of("UPSTREAM_INVALID_ANSWER")));
    }

    @Override
    public StreamTranslation stream() {
        throw new IllegalStateException("such an answer comes whole");
    }

    @Override
    public Told error(int status, byte[] body, int offset, int length) {
        return RequestErrors.written(reader.read(status, body, offset, length), writer);
    }
}
