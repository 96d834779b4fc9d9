package dev.cardea.dialect.hub;

/// Where a request is written for.
///
/// @param model the provider's name for it
/// @param maxTokens the answer's limit where the dialect demands one and the client gives none
/// @param apiVersion of the provider's API, where its address names one; mostly empty
public record Target(String model, long maxTokens, String apiVersion) {

    /// Of a provider whose address names no version.
    public Target(String model, long maxTokens) {
        this(model, maxTokens, "");
    }
}
