package dev.cardea.dialect.usage;

import java.util.List;
import java.util.Map;

/// What a member is, with its names in all dialects, none of which means something else in another.
enum Member {
    USAGE,
    CHOICES,
    /// Holds generated output.
    OUTPUT,
    /// Holds generated output, or is some of it.
    CONTENT,
    ERROR,
    /// Holds what would else be in the root.
    HOLDER,
    DELTA,
    MODEL,
    ID,
    TYPE,
    STOP,
    /// Tells besides that the event is the last.
    LAST_STOP,
    BLOCKED,
    REASON,
    TEXT,
    DATA,
    OTHER;

    private static final Words<Member> NAMES =
            new Words<>(
                    OTHER,
                    Map.ofEntries(
                            Map.entry(USAGE, List.of("usage", "usageMetadata", "usage_metadata")),
                            Map.entry(CHOICES, List.of("choices")),
                            Map.entry(
                                    OUTPUT,
                                    List.of(
                                            "candidates",
                                            "output",
                                            "content_block",
                                            "promptFeedback",
                                            "incomplete_details")),
                            Map.entry(CONTENT, List.of("content")),
                            Map.entry(ERROR, List.of("error")),
                            Map.entry(HOLDER, List.of("response", "message", "x_groq")),
                            Map.entry(DELTA, List.of("delta")),
                            Map.entry(MODEL, List.of("model", "modelVersion")),
                            Map.entry(ID, List.of("id")),
                            Map.entry(TYPE, List.of("type")),
                            Map.entry(STOP, List.of("stop_reason", "stopReason", "finish_reason")),
                            Map.entry(LAST_STOP, List.of("finishReason")),
                            Map.entry(BLOCKED, List.of("blockReason")),
                            Map.entry(REASON, List.of("reason")),
                            Map.entry(
                                    TEXT,
                                    List.of(
                                            "text",
                                            "thinking",
                                            "partial_json",
                                            "arguments",
                                            "reasoning",
                                            "reasoning_content",
                                            "refusal")),
                            Map.entry(DATA, List.of("data"))));

    static Member named(byte[] text, int from, int to) {
        return NAMES.meaning(text, from, to);
    }

    /// What an object or array holds that is this member of the root or a holder.
    Place opens(Place within) {
        return switch (this) {
            case USAGE -> Place.USAGE;
            case CHOICES -> Place.CHOICES;
            case OUTPUT, CONTENT, DELTA -> Place.OUTPUT;
            case ERROR -> Place.ERROR;
            case HOLDER -> within == Place.ROOT ? Place.HOLDER : Place.OTHER;
            case MODEL, ID, TYPE, STOP, LAST_STOP, BLOCKED, REASON, TEXT, DATA, OTHER ->
                    Place.OTHER;
        };
    }

    /// Whether its value has to be read.
    boolean tells() {
        return switch (this) {
            case MODEL, ID, TYPE, STOP, LAST_STOP, REASON -> true;
            default -> false;
        };
    }
}
