package dev.cardea.dialect.hub;

import java.util.List;

/// One call that orders documents by how well they answer a query, in no dialect.
///
/// @param model as the client names it
/// @param query a JSON string
/// @param documents JSON strings
/// @param top how many of them the answer names, the best first; -1 for all
/// @param withTexts whether the answer repeats their texts
/// @param maxTokensPerDocument what is longer is cut; -1 when not said
/// @param extras what the client says besides
public record RerankRequest(
        String model,
        Raw query,
        List<Raw> documents,
        long top,
        boolean withTexts,
        long maxTokensPerDocument,
        List<Extra> extras) {

    public RerankRequest {
        documents = List.copyOf(documents);
        extras = List.copyOf(extras);
    }
}
