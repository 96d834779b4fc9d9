package dev.cardea.dialect.translate;

import dev.cardea.dialect.anthropic.AnthropicMessages;
import dev.cardea.dialect.anthropic.MessagesCount;
import dev.cardea.dialect.anthropic.UnknownThread;
import dev.cardea.dialect.bedrock.Converse;
import dev.cardea.dialect.bedrock.InvokeEmbeddings;
import dev.cardea.dialect.cohere.CohereChat;
import dev.cardea.dialect.cohere.CohereEmbeddings;
import dev.cardea.dialect.cohere.CohereRerank;
import dev.cardea.dialect.gemini.Gemini;
import dev.cardea.dialect.gemini.GeminiCount;
import dev.cardea.dialect.gemini.GeminiEmbeddings;
import dev.cardea.dialect.hub.ClientSide;
import dev.cardea.dialect.hub.CountClientSide;
import dev.cardea.dialect.hub.CountProviderSide;
import dev.cardea.dialect.hub.EmbeddingClientSide;
import dev.cardea.dialect.hub.EmbeddingProviderSide;
import dev.cardea.dialect.hub.ProviderSide;
import dev.cardea.dialect.hub.RerankClientSide;
import dev.cardea.dialect.hub.RerankProviderSide;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.ollama.OllamaChat;
import dev.cardea.dialect.ollama.OllamaEmbeddings;
import dev.cardea.dialect.openai.OpenAiChat;
import dev.cardea.dialect.openai.OpenAiCompletions;
import dev.cardea.dialect.openai.OpenAiEmbeddings;
import dev.cardea.dialect.openai.OpenAiRerank;
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
    private final Spokes spokes;
    private final String target;

    private Translator(Spokes spokes, String target) {
        this.spokes = spokes;
        this.target = target;
    }

    /// The translator for a pair; empty when nothing at the provider answers such a call. Equal
    /// dialects need none: pass their bytes through.
    ///
    /// @param client what the caller speaks
    /// @param endpoint what it calls
    /// @param provider what the provider understands
    public static Optional<Translator> of(Dialect client, Endpoint endpoint, Dialect provider) {
        return Optional.ofNullable(spokes(endpoint, provider))
                .map(spokes -> new Translator(spokes, provider.name()));
    }

    private static @Nullable Spokes spokes(Endpoint endpoint, Dialect provider) {
        if (provider == Dialect.VERTEX) {
            switch (endpoint) {
                case GENERATE_CONTENT, STREAM_GENERATE_CONTENT -> {
                    return new VertexSpokes();
                }
                case GEMINI_COUNT_TOKENS -> {
                    return new VertexCountSpokes();
                }
                default -> {}
            }
        }
        EmbeddingClientSide vectors = embeddingClientSide(endpoint);
        if (vectors != null) {
            EmbeddingProviderSide to = embeddingProviderSide(provider);
            return to == null ? null : new EmbeddingSpokes(vectors, to);
        }
        RerankClientSide ranks = rerankClientSide(endpoint);
        if (ranks != null) {
            RerankProviderSide to = rerankProviderSide(provider);
            return to == null ? null : new RerankSpokes(ranks, to);
        }
        CountClientSide counts = countClientSide(endpoint);
        ProviderSide to = providerSide(provider);
        if (counts != null) {
            return to == null ? null : new CountSpokes(counts, countProviderSide(provider));
        }
        ClientSide from = clientSide(endpoint);
        return from == null || to == null ? null : new ChatSpokes(from, to);
    }

    private static @Nullable RerankClientSide rerankClientSide(Endpoint endpoint) {
        return switch (endpoint) {
            case RERANK -> OpenAiRerank.CLIENT;
            case COHERE_RERANK -> CohereRerank.CLIENT;
            default -> null;
        };
    }

    private static @Nullable RerankProviderSide rerankProviderSide(Dialect provider) {
        return switch (provider) {
            case OPENAI -> OpenAiRerank.PROVIDER;
            case COHERE -> CohereRerank.PROVIDER;
            default -> null;
        };
    }

    private static @Nullable CountClientSide countClientSide(Endpoint endpoint) {
        return switch (endpoint) {
            case COUNT_TOKENS -> MessagesCount.CLIENT;
            case GEMINI_COUNT_TOKENS -> GeminiCount.CLIENT;
            default -> null;
        };
    }

    private static @Nullable CountProviderSide countProviderSide(Dialect provider) {
        return switch (provider) {
            case ANTHROPIC -> MessagesCount.PROVIDER;
            case GEMINI -> GeminiCount.PROVIDER;
            case VERTEX -> GeminiCount.VERTEX;
            default -> null;
        };
    }

    private static @Nullable EmbeddingClientSide embeddingClientSide(Endpoint endpoint) {
        return switch (endpoint) {
            case EMBEDDINGS -> OpenAiEmbeddings.CLIENT;
            case EMBED_CONTENT -> GeminiEmbeddings.SINGLE;
            case BATCH_EMBED_CONTENTS -> GeminiEmbeddings.BATCH;
            default -> null;
        };
    }

    private static @Nullable EmbeddingProviderSide embeddingProviderSide(Dialect provider) {
        return switch (provider) {
            case OPENAI -> OpenAiEmbeddings.PROVIDER;
            case AZURE_OPENAI -> OpenAiEmbeddings.AZURE;
            case MISTRAL -> OpenAiEmbeddings.MISTRAL;
            case GEMINI -> GeminiEmbeddings.PROVIDER;
            case VERTEX -> GeminiEmbeddings.VERTEX;
            case BEDROCK -> InvokeEmbeddings.PROVIDER;
            case COHERE -> CohereEmbeddings.PROVIDER;
            case OLLAMA -> OllamaEmbeddings.PROVIDER;
            default -> null;
        };
    }

    private static @Nullable ClientSide clientSide(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT_COMPLETIONS -> OpenAiChat.CLIENT;
            case COMPLETIONS -> OpenAiCompletions.CLIENT;
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
            case BEDROCK -> Converse.PROVIDER;
            case COHERE -> CohereChat.PROVIDER;
            case OLLAMA -> OllamaChat.PROVIDER;
            default -> null;
        };
    }

    /// Translates a request.
    ///
    /// @param targetModel the provider's name for the model
    public Translation request(
            byte[] body, int offset, int length, String targetModel, Options options) {
        try {
            return spokes.translate(
                    new Spokes.Said(body, offset, length, targetModel, target, options));
        } catch (UnknownThread _) {
            return new Translation.Answered(UnknownThread.STATUS, UnknownThread.body(), Map.of());
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
