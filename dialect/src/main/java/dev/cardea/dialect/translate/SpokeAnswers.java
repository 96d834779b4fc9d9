package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ClientSide;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.ProviderSide;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.TranslationFault;
import tools.jackson.core.JacksonException;

/// The answers of a conversation's turn: a provider's spoke reads, the client's writes.
record SpokeAnswers(ClientSide client, ProviderSide provider, Asked asked) implements Answers {
    @Override
    public AnswerTranslation whole() {
        return (body, offset, length) -> {
            LeftOut told = LeftOut.of(read(body, offset, length), client.shows());
            ChatAnswer answer = told.answer();
            JsonOut out = new JsonOut(length + 512);
            client.answer().write(answer, asked, out);
            StopReason stop =
                    answer.choices().isEmpty()
                            ? StopReason.OTHER
                            : answer.choices().getFirst().stop();
            return new AnswerTranslation.Answer(
                    out.toBytes(), answer.model(), answer.usage(), stop, told.names());
        };
    }

    private ChatAnswer read(byte[] body, int offset, int length) {
        try {
            return provider.answer().read(body, offset, length, asked);
        } catch (JacksonException | TranslationFault _) {
            throw WholeAnswers.invalid();
        }
    }

    @Override
    public StreamTranslation stream() {
        JsonOut out = new JsonOut(1024);
        return new SpokeStream(
                provider.stream().apply(asked),
                client.stream().apply(asked, out),
                client.shows(),
                out,
                asked.listStream() ? "application/json" : "text/event-stream");
    }

    @Override
    public Told error(int status, byte[] body, int offset, int length) {
        return RequestErrors.written(
                provider.error().read(status, body, offset, length), client.error());
    }
}
