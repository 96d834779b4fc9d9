package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Raw;
import dev.cardea.dialect.hub.RerankAnswer;
import dev.cardea.dialect.hub.RerankClientSide;
import dev.cardea.dialect.hub.RerankProviderSide;
import dev.cardea.dialect.hub.RerankRequest;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.Target;
import dev.cardea.dialect.hub.TokenEstimate;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.model.Usage;
import java.util.List;
import java.util.Map;

/// Calls for the order of documents.
record RerankSpokes(RerankClientSide client, RerankProviderSide provider) implements Spokes {

    @Override
    public Translation translate(Said said) {
        Options options = said.options();
        RerankRequest request = client.request().read(said.body(), said.offset(), said.length());
        Losses losses =
                new Losses(
                        field -> List.of(field.name()), said.target(), options.dropUnsupported());
        losses.extras(request.extras());
        JsonOut out = new JsonOut(said.length() + 128);
        Target to = new Target(said.targetModel(), options.maxTokens());
        provider.request().write(request, to, losses, out);
        Asked asked =
                new Asked(said.targetModel(), options.requestId(), options.created(), false, false);
        return new Translation.Translated(
                out.toBytes(),
                provider.path(),
                Map.of(),
                losses.dropped(),
                false,
                new WholeAnswers(
                        (body, offset, length) -> answer(body, offset, length, request, asked),
                        provider.error(),
                        client.error()));
    }

    private AnswerTranslation.Answer answer(
            byte[] body, int offset, int length, RerankRequest request, Asked asked) {
        RerankAnswer read = provider.answer().read(body, offset, length);
        if (read.results().stream().anyMatch(r -> r.index() >= request.documents().size())) {
            throw TranslationFault.malformed("the answer names a document that wasn't sent");
        }
        RerankAnswer answer =
                read.usage().input() > 0
                        ? read
                        : new RerankAnswer(
                                read.id(), read.model(), read.results(), estimated(request));
        JsonOut out = new JsonOut(length + 256);
        client.answer().write(answer, request, asked, out);
        return new AnswerTranslation.Answer(
                out.toBytes(), answer.model(), answer.usage(), StopReason.END);
    }

    /// The model reads the query anew with each document.
    private static Usage estimated(RerankRequest request) {
        TokenEstimate documents = new TokenEstimate();
        for (Raw document : request.documents()) {
            documents.add(document);
        }
        long queries =
                new TokenEstimate().add(request.query()).tokens() * request.documents().size();
        return new Usage(documents.tokens() + queries, 0, 0, 0, 0, true);
    }
}
