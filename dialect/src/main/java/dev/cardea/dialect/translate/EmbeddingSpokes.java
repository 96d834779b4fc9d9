package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.EmbeddingAnswer;
import dev.cardea.dialect.hub.EmbeddingClientSide;
import dev.cardea.dialect.hub.EmbeddingLosses;
import dev.cardea.dialect.hub.EmbeddingProviderSide;
import dev.cardea.dialect.hub.EmbeddingRequest;
import dev.cardea.dialect.hub.EmbeddingRequest.Input;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.Target;
import dev.cardea.dialect.hub.TokenEstimate;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Usage;
import java.util.List;

/// Calls for vectors.
record EmbeddingSpokes(EmbeddingClientSide client, EmbeddingProviderSide provider)
        implements Spokes {

    @Override
    public Translation translate(Said said) {
        Options options = said.options();
        EmbeddingRequest request = client.request().read(said.body(), said.offset(), said.length());
        Losses losses =
                new Losses(
                        field -> List.of(field.name()), said.target(), options.dropUnsupported());
        losses.extras(request.extras());
        Target to = new Target(said.targetModel(), options.maxTokens(), options.apiVersion());
        JsonOut out = new JsonOut(said.length() + 512);
        provider.request()
                .write(request, to, new EmbeddingLosses(losses, client.request()::nameOf), out);
        Asked asked =
                new Asked(said.targetModel(), options.requestId(), options.created(), false, false);
        return new Translation.Translated(
                out.toBytes(),
                provider.request().path(to),
                provider.request().headers(),
                losses.dropped(),
                false,
                new WholeAnswers(
                        (body, offset, length) -> answer(body, offset, length, request, asked),
                        provider.error(),
                        client.error()));
    }

    private AnswerTranslation.Answer answer(
            byte[] body, int offset, int length, EmbeddingRequest request, Asked asked) {
        EmbeddingAnswer read = provider.answer().read(body, offset, length);
        if (read.vectors().size() != request.inputs().size()) {
            throw TranslationFault.malformed("the answer has not one vector for each input");
        }
        EmbeddingAnswer answer =
                read.usage().input() > 0
                        ? read
                        : new EmbeddingAnswer(read.model(), read.vectors(), estimated(request));
        JsonOut out = new JsonOut(length + 256);
        client.answer().write(answer, request, asked, out);
        return new AnswerTranslation.Answer(
                out.toBytes(), answer.model(), answer.usage(), StopReason.END);
    }

    /// Some providers don't say what they counted.
    private static Usage estimated(EmbeddingRequest request) {
        TokenEstimate estimate = new TokenEstimate();
        for (Input input : request.inputs()) {
            if (input instanceof Input.Text(var text, _)) {
                estimate.add(text);
            }
        }
        return new Usage(estimate.tokens(), 0, 0, 0, 0, true);
    }
}
