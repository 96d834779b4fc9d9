package dev.cardea.model;

/// A number of model tokens, never negative.
public record Tokens(long count) {
    public static final Tokens NONE = new Tokens(0);

    public Tokens {
        if (count < 0) {
            throw new IllegalArgumentException("tokens must be 0 or more, found " + count);
        }
    }
}
