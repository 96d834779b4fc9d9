package dev.cardea.dialect.translate;

import dev.cardea.dialect.anthropic.AnthropicMessages;
import dev.cardea.dialect.anthropic.UnknownThread;
import dev.cardea.dialect.gemini.Gemini;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.ClientSide;
import dev.cardea.dialect.hub.Extra;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.ProviderSide;
import dev.cardea.dialect.hub.Target;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.openai.OpenAiChat;
import dev.cardea.dialect.responses.Responses;
import dev.cardea.model.Credential;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Reasons;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Translates the calls of one client dialect for providers of another. Holds no state; one object
/// serves all calls.
public final class Translator {
    private final ClientSide client;
    private final ProviderSide provider;
    private final String target;

    private Translator(ClientSide client, ProviderSide provider, String target) {
        this.client = client;
        this.provider = provider;
        this.target = target;
    }

    /// The translator for a pair; empty when nothing at the provider answers such a call. Equal
    /// dialects need none: pass their bytes through.
    ///
    /// @param client what the caller speaks
    /// @param endpoint what it calls
    /// @param provider what the provider understands
    public static Optional<Translator> of(Dialect client, Endpoint endpoint, Dialect provider) {
        ClientSide from = clientSide(endpoint);
        ProviderSide to = providerSide(provider);
        return from == null || to == null
                ? Optional.empty()
                : Optional.of(new Translator(from, to, provider.name()));
    }

    private static @Nullable ClientSide clientSide(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS -> OpenAiChat.CLIENT;
            case RESPONSES -> Responses.CLIENT;
            case MESSAGES -> AnthropicMessages.CLIENT;
            case GENERATE_CONTENT, STREAM_GENERATE_CONTENT -> Gemini.CLIENT;
            default -> null;
        };
    }

    private static @Nullable ProviderSide providerSide(Dialect provider) {
        return switch (provider) {
            case OPENAI -> OpenAiChat.PROVIDER;
            case AZURE_OPENAI -> OpenAiChat.AZURE;
            case MISTRAL -> OpenAiChat.MISTRAL;
            case ANTHROPIC -> AnthropicMessages.PROVIDER;
            case GEMINI -> Gemini.PROVIDER;
            case VERTEX -> Gemini.VERTEX;
            default -> null;
        };
    }

    /// Translates a request.
    ///
    /// @param targetModel the provider's name for the model
    public Translation request(
            byte[] body, int offset, int length, String targetModel, Options options) {
        try {
            ChatRequest read = client.request().read(body, offset, length);
            ChatRequest request = options.stream() ? read.streaming() : read;
            boolean stream = request.stream();
            Losses losses = new Losses(client.request()::nameOf, target, options.dropUnsupported());
            for (Extra extra : request.extras()) {
                if (extra.meaning()) {
                    losses.meaning(extra.name());
                } else {
                    losses.hint(extra.name());
                }
            }
            Target to = new Target(targetModel, options.maxTokens());
            JsonOut out = new JsonOut(length + length / 8 + 512);
            provider.request().write(request, to, losses, out);
            Asked asked =
                    new Asked(
                            targetModel,
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
        } catch (UnknownThread _) {
            return new Translation.Answered(UnknownThread.STATUS, UnknownThread.body());
        } catch (TranslationFault e) {
            return new Translation.Refused(e.fault());
        } catch (JacksonException e) {
            return new Translation.Refused(
                    new Credential.Fault(
                            Reasons.of("REQUEST_MALFORMED"), Map.of("detail", position(e))));
        }
    }

    private static String position(JacksonException e) {
        return e.getLocation() == null
                ? "it is no valid JSON"
                : "no valid JSON at byte " + e.getLocation().getByteOffset();
    }
}
