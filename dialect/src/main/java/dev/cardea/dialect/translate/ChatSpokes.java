package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.ClientSide;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.ProviderSide;
import dev.cardea.dialect.hub.Target;

/// Calls for an answer of a model.
record ChatSpokes(ClientSide client, ProviderSide provider) implements Spokes {

    @Override
    public Translation translate(Said said) {
        Options options = said.options();
        ChatRequest read = client.request().read(said.body(), said.offset(), said.length());
        ChatRequest request = options.stream() ? read.streaming() : read;
        boolean stream = request.stream();
        Losses losses =
                new Losses(
                        field -> request.namesOf(field, client.request()),
                        said.target(),
                        options.dropUnsupported());
        losses.extras(request.extras());
        Target to = new Target(said.targetModel(), options.maxTokens(), options.apiVersion());
        JsonOut out = new JsonOut(said.length() + said.length() / 8 + 512);
        provider.request().write(request, to, losses, out);
        Asked asked =
                new Asked(
                        said.targetModel(),
                        options.requestId(),
                        options.created(),
                        request.streamUsage(),
                        !options.eventStream(),
                        request.echo());
        return new Translation.Translated(
                out.toBytes(),
                provider.request().path(to, stream),
                provider.request().headers(),
                losses.dropped(),
                stream,
                new SpokeAnswers(client, provider, asked));
    }
}
