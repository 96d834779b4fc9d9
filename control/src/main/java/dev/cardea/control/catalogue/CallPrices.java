package dev.cardea.control.catalogue;

import dev.cardea.model.CallPricing;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Cost;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Usage;
import java.util.List;
import java.util.Optional;

/// Prices calls by the catalogue in use: by the provider's name and the name that the model was sent
/// by. Where the catalogue doesn't know that one, as with deployments, the name in the answer tells
/// the model.
public final class CallPrices implements CallPricing {
    private static final List<String> NO_USAGE = List.of("usage");

    private final CatalogueShelf shelf;

    public CallPrices(CatalogueShelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public Cost of(CallRecord call) {
        Usage usage = call.usage();
        if (usage.input() == 0 && usage.output() == 0) {
            return bills(call) ? Cost.unknown(NO_USAGE, false) : Cost.NONE;
        }
        return known(call.provider(), call.modelSent())
                .or(() -> known(call.provider(), call.modelAnswered()))
                .orElse(Prices.UNKNOWN)
                .cost(usage);
    }

    private Optional<Prices> known(String provider, String model) {
        return shelf.current().model(provider, model).map(CatalogueModel::prices);
    }

    /// Whether a provider asks money for a call of which it didn't tell the tokens.
    private static boolean bills(CallRecord call) {
        if (call.provider().isEmpty() || call.status() / 100 != 2) {
            return false;
        }
        return switch (Endpoint.valueOf(call.endpoint())) {
            case MODELS,
                    COUNT_TOKENS,
                    GEMINI_COUNT_TOKENS,
                    FILES,
                    ANTHROPIC_FILES,
                    STORED_RESPONSES,
                    UNKNOWN ->
                    false;
            case BATCHES, MESSAGE_BATCHES ->
                    call.method().equals("POST") && !call.path().endsWith("/cancel");
            case CHAT_COMPLETIONS,
                    COMPLETIONS,
                    RESPONSES,
                    EMBEDDINGS,
                    MESSAGES,
                    IMAGES,
                    IMAGE_EDITS,
                    IMAGE_VARIATIONS,
                    TRANSCRIPTIONS,
                    TRANSLATIONS,
                    SPEECH,
                    MODERATIONS,
                    RERANK,
                    COHERE_RERANK,
                    GENERATE_CONTENT,
                    STREAM_GENERATE_CONTENT,
                    EMBED_CONTENT,
                    BATCH_EMBED_CONTENTS ->
                    true;
            case PASS_THROUGH -> call.method().equals("POST");
        };
    }
}
