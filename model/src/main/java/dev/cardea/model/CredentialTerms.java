package dev.cardea.model;

import java.util.List;

/// How much of a provider's calls one of its credentials takes.
///
/// @param weight its share beside the others', 1 to 1000; one of 2 gets twice the calls of one of 1
/// @param requestsPerMinute 0 when only the provider limits them
/// @param tokensPerMinute of input and output, 0 when only the provider limits them
/// @param models names or patterns, as the provider knows them, that it may be used for; empty for all
public record CredentialTerms(
        int weight, int requestsPerMinute, int tokensPerMinute, List<String> models) {
    /// An even share of everything.
    public static final CredentialTerms ANY = new CredentialTerms(1, 0, 0, List.of());

    /// The highest weight.
    public static final int MOST_WEIGHT = 1000;

    public CredentialTerms {
        if (weight < 1 || weight > MOST_WEIGHT) {
            throw new IllegalArgumentException("a weight is 1 to 1000, found " + weight);
        }
        if (requestsPerMinute < 0 || tokensPerMinute < 0) {
            throw new IllegalArgumentException(
                    "a limit is 0 or more, found %d and %d"
                            .formatted(requestsPerMinute, tokensPerMinute));
        }
        models = List.copyOf(models);
    }

    /// Whether it may be used for a model.
    ///
    /// @param model as the provider knows it; empty when the call names none, which needs leave for all
    public boolean allows(String model) {
        if (models.isEmpty()) {
            return true;
        }
        for (String pattern : models) {
            if (Wildcard.matches(pattern, model)) {
                return true;
            }
        }
        return false;
    }
}
