package dev.cardea.control;

import dev.cardea.model.CredentialTerms;
import dev.cardea.model.ProviderCredential;
import java.util.List;

/// What an administrator says of a credential besides its secret.
///
/// @param weight its share of the calls beside the others of its provider, 1 to 1000
/// @param requestsPerMinute 0 when only the provider limits them
/// @param tokensPerMinute 0 when only the provider limits them
/// @param models names or patterns that it may be used for; empty for all
public record CredentialDraft(
        String name,
        int weight,
        int requestsPerMinute,
        int tokensPerMinute,
        List<String> models,
        boolean enabled) {
    public CredentialDraft {
        Words.name("/name", name);
        if (weight < 1 || weight > CredentialTerms.MOST_WEIGHT) {
            throw new ControlFailure.Invalid("/weight", "a weight is 1 to 1000, found " + weight);
        }
        notNegative("/requests_per_minute", requestsPerMinute);
        notNegative("/tokens_per_minute", tokensPerMinute);
        Words.items("/models", models);
        models = List.copyOf(models);
    }

    /// What would have to be said for this record.
    public static CredentialDraft of(ProviderCredential it) {
        return new CredentialDraft(
                it.name(),
                it.terms().weight(),
                it.terms().requestsPerMinute(),
                it.terms().tokensPerMinute(),
                it.terms().models(),
                it.enabled());
    }

    CredentialTerms terms() {
        return new CredentialTerms(weight, requestsPerMinute, tokensPerMinute, models);
    }

    private static void notNegative(String pointer, int limit) {
        if (limit < 0) {
            throw new ControlFailure.Invalid(
                    pointer, "a limit is 0, for none, or more, found " + limit);
        }
    }
}
