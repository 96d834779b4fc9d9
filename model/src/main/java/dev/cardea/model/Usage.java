package dev.cardea.model;

/// Model tokens of one call.
///
/// @param input all input tokens, cached ones included
/// @param output all output tokens, reasoning included
/// @param cachedInput the part of `input` that was read from the provider's cache
/// @param cacheWrite the part of `input` that was written to it
/// @param reasoning the part of `output` that was reasoning
/// @param estimated true when the provider didn't say and Cardea counted for itself
public record Usage(
        long input,
        long output,
        long cachedInput,
        long cacheWrite,
        long reasoning,
        boolean estimated) {
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, false);

    public Usage {
        if (input < 0 || output < 0 || cachedInput < 0 || cacheWrite < 0 || reasoning < 0) {
            throw new IllegalArgumentException(
                    "token counts must be 0 or more, found %d in, %d out, %d cached, %d written, %d reasoning"
                            .formatted(input, output, cachedInput, cacheWrite, reasoning));
        }
    }
}
