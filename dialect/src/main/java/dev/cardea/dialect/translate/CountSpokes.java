package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.CountClientSide;
import dev.cardea.dialect.hub.CountProviderSide;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.StopReason;
import dev.cardea.dialect.hub.Target;
import dev.cardea.model.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls that ask how many tokens a request has. Where the provider can't count, Cardea's estimate is
/// the answer, and says so in a header.
///
/// @param provider null when the provider's dialect has no such call
record CountSpokes(CountClientSide client, @Nullable CountProviderSide provider) implements Spokes {
    static final Map<String, String> ESTIMATED = Map.of("x-cardea-estimated", "tokens");

    @Override
    public Translation translate(Said said) {
        ChatRequest request = client.request().read(said.body(), said.offset(), said.length());
        CountProviderSide to = provider;
        return to == null ? estimated(request) : asked(request, to, said);
    }

    private Translation estimated(ChatRequest request) {
        JsonOut out = new JsonOut(64);
        client.answer().write(RequestEstimate.tokens(request), out);
        return new Translation.Answered(200, out.toBytes(), ESTIMATED);
    }

    private Translation asked(ChatRequest request, CountProviderSide to, Said said) {
        Losses losses =
                new Losses(
                        field -> request.namesOf(field, client.request()),
                        said.target(),
                        said.options().dropUnsupported());
        losses.extras(request.extras());
        Target target = new Target(said.targetModel(), said.options().maxTokens());
        JsonOut out = new JsonOut(said.length() + said.length() / 8 + 512);
        to.request().write(request, target, losses, out);
        return new Translation.Translated(
                out.toBytes(),
                to.request().path(target, false),
                to.request().headers(),
                losses.dropped(),
                false,
                new WholeAnswers(
                        (body, offset, length) -> answer(to, body, offset, length),
                        to.error(),
                        client.error()));
    }

    private AnswerTranslation.Answer answer(
            CountProviderSide to, byte[] body, int offset, int length) {
        JsonOut out = new JsonOut(64);
        client.answer().write(to.answer().read(body, offset, length), out);
        return new AnswerTranslation.Answer(out.toBytes(), "", Usage.NONE, StopReason.END);
    }
}
