package dev.cardea.model;

/// Money in millionths of a US dollar, never negative.
public record MicroUsd(long amount) {
    public static final MicroUsd NONE = new MicroUsd(0);

    public MicroUsd {
        if (amount < 0) {
            throw new IllegalArgumentException("an amount must be 0 or more, found " + amount);
        }
    }
}
