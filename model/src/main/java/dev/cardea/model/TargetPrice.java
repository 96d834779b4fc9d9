package dev.cardea.model;

/// What a target costs, in millionths of a US dollar per million tokens.
///
/// @param input for tokens of the prompt
/// @param output for tokens of the answer
public record TargetPrice(long input, long output) {
    /// Prompts are mostly longer than answers: so many input tokens are reckoned with per output
    /// token when targets are compared.
    private static final long INPUT_PER_OUTPUT = 3;

    private static final long MOST = 1_000_000_000_000L;

    public TargetPrice {
        if (input < 0 || output < 0 || input > MOST || output > MOST) {
            throw new IllegalArgumentException(
                    "a price is 0 to %d, found %d and %d".formatted(MOST, input, output));
        }
    }

    /// One number to compare by.
    public long blended() {
        return (input * INPUT_PER_OUTPUT + output) / (INPUT_PER_OUTPUT + 1);
    }
}
