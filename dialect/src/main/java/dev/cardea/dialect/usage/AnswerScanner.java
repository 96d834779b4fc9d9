package dev.cardea.dialect.usage;

import dev.cardea.dialect.scan.JsonScanner;
import dev.cardea.model.Dialect;
import dev.cardea.model.Usage;
import java.nio.charset.StandardCharsets;

/// Finds usage, model and error in one JSON object of an answer: all of it, or one event's. What was
/// found adds up over the events of a stream.
final class AnswerScanner extends JsonScanner {
    /// What an open object or array holds, as far as it matters.
    private enum Place {
        OTHER,
        /// The outermost object.
        ROOT,
        /// A member that holds what would else be in the root: `response`, `message`, `delta`, `x_groq`.
        HOLDER,
        USAGE,
        USAGE_DETAILS,
        /// The array of choices.
        CHOICES,
        /// Somewhere within the generated output.
        OUTPUT,
        ERROR
    }

    private static final int MAX_PLACES = 8;

    private final Place[] places = new Place[MAX_PLACES];
    private final TokenCounts counts;
    private final boolean estimates;
    private Place next = Place.OTHER;
    private String name = "";
    private int rootDepth;
    private boolean choicesEmpty;
    private boolean sawUsage;
    private boolean sawError;
    private boolean lastEvent;
    private boolean refused;
    private boolean filtered;
    private boolean showed;
    private String model = "";
    private String id = "";
    private long outputBytes;

    /// @param estimates whether the text that passed may stand for usage that isn't told
    AnswerScanner(Dialect provider, boolean estimates) {
        this.estimates = estimates;
        counts =
                new TokenCounts(
                        provider == Dialect.ANTHROPIC,
                        provider == Dialect.GEMINI || provider == Dialect.VERTEX);
        begin();
    }

    /// Makes ready for the next event.
    void begin() {
        reset();
        next = Place.ROOT;
        name = "";
        rootDepth = 1;
        choicesEmpty = false;
        sawUsage = false;
        sawError = false;
    }

    /// What was found.
    Usage usage(long requestBytes) {
        if (!estimates && !counts.settled()) {
            return Usage.NONE;
        }
        return counts.usage(
                !counts.settled(),
                requestBytes / UsageMeter.BYTES_PER_TOKEN,
                outputBytes / UsageMeter.BYTES_PER_TOKEN);
    }

    /// No more comes: what was told last is final.
    void settle() {
        if (complete() && sawUsage) {
            counts.last();
        }
    }

    /// Whether the event holds usage and nothing else.
    boolean usageOnly() {
        return complete() && sawUsage && choicesEmpty;
    }

    /// Whether the event, or the answer so far, holds an error.
    boolean sawError() {
        return sawError;
    }

    /// Whether an event said that it is the last with content.
    boolean lastEvent() {
        return lastEvent;
    }

    /// Whether the model refused, or a filter left nothing of what it said.
    boolean refused() {
        return refused || (filtered && !spoke());
    }

    /// Whether some of the generated output went by.
    boolean spoke() {
        return outputBytes > 0 || showed;
    }

    String model() {
        return model;
    }

    String id() {
        return id;
    }

    /// Bytes of generated text that went by.
    long outputBytes() {
        return outputBytes;
    }

    @Override
    protected boolean wantsName() {
        return place() != Place.OTHER;
    }

    @Override
    protected boolean named(long at) {
        name = "";
        next = Place.OTHER;
        Place place = place();
        if (place == Place.OTHER || text == null || textTo - textFrom > 40) {
            return false;
        }
        switch (place) {
            case OTHER, CHOICES, ERROR -> {}
            case USAGE, USAGE_DETAILS -> {
                name = word();
                next = Place.USAGE_DETAILS;
                return true;
            }
            case OUTPUT -> {
                name = word();
                next = Place.OUTPUT;
            }
            case ROOT, HOLDER -> {
                name = word();
                next = placeOf(name, place);
                return true;
            }
        }
        return switch (name) {
            case "finishReason",
                    "finish_reason",
                    "stop_reason",
                    "stopReason",
                    "blockReason",
                    "reason" ->
                    true;
            default -> false;
        };
    }

    private static Place placeOf(String name, Place within) {
        return switch (name) {
            case "usage", "usageMetadata", "usage_metadata" -> Place.USAGE;
            case "choices" -> Place.CHOICES;
            case "candidates",
                    "content",
                    "output",
                    "content_block",
                    "promptFeedback",
                    "incomplete_details" ->
                    Place.OUTPUT;
            case "error" -> Place.ERROR;
            case "response", "message", "x_groq" ->
                    within == Place.ROOT ? Place.HOLDER : Place.OTHER;
            case "delta" -> Place.OUTPUT;
            default -> Place.OTHER;
        };
    }

    private String word() {
        byte[] bytes = text;
        return bytes == null
                ? ""
                : new String(bytes, textFrom, textTo - textFrom, StandardCharsets.ISO_8859_1);
    }

    private Place place() {
        return depth == 0 || depth > MAX_PLACES ? Place.OTHER : places[depth - 1];
    }

    @Override
    protected void opened(boolean object, long at) {
        Place place = next;
        if (depth == 1 && !object) {
            rootDepth = 2;
            place = Place.OTHER;
        } else if (depth == rootDepth) {
            place = Place.ROOT;
        } else if (depth > 1 && place == Place.OTHER) {
            Place outer = depth - 1 > MAX_PLACES ? Place.OUTPUT : places[depth - 2];
            if (outer == Place.CHOICES || outer == Place.OUTPUT) {
                place = Place.OUTPUT;
            }
        }
        if (place == Place.CHOICES) {
            choicesEmpty = !object;
        } else if (place == Place.USAGE && object) {
            sawUsage = true;
        } else if (place == Place.ERROR) {
            sawError = true;
        }
        if (depth > 1 && depth - 2 < MAX_PLACES && places[depth - 2] == Place.CHOICES) {
            choicesEmpty = false;
        }
        if (depth <= MAX_PLACES) {
            places[depth - 1] = place;
        }
        next = Place.OTHER;
    }

    @Override
    protected void closed(long at) {
        next = Place.OTHER;
        if (depth < MAX_PLACES && places[depth] == Place.USAGE) {
            counts.told(depth == rootDepth);
        }
        if (depth == rootDepth - 1 && sawUsage && lastEvent) {
            counts.last();
        }
    }

    @Override
    protected void scalar(Kind kind, long from, long to) {
        switch (place()) {
            case USAGE, USAGE_DETAILS -> {
                if (kind == Kind.NUMBER) {
                    if (place() == Place.USAGE) {
                        counts.put(name, number());
                    } else {
                        counts.putDetail(name, number());
                    }
                }
            }
            case OUTPUT -> {
                if (kind == Kind.TEXT) {
                    output(to - from - 2);
                }
            }
            case ROOT, HOLDER -> member(kind, to - from - 2);
            case OTHER, CHOICES, ERROR -> {}
        }
        next = Place.OTHER;
        name = "";
    }

    private void member(Kind kind, long length) {
        if (kind != Kind.TEXT) {
            return;
        }
        switch (name) {
            case "model", "modelVersion" -> model = model.isEmpty() ? word() : model;
            case "stop_reason", "stopReason", "finish_reason" -> stopped(word());
            case "id" -> id = id.isEmpty() ? word() : id;
            case "delta" -> outputBytes += length;
            case "error" -> sawError = true;
            case "type" -> type(word());
            default -> {}
        }
    }

    /// In the words of all dialects, none of which means something else in another.
    private void stopped(String why) {
        switch (why) {
            case "refusal", "guardrail_intervened" -> refused = true;
            case "content_filter",
                    "content_filtered",
                    "ERROR_TOXIC",
                    "SAFETY",
                    "RECITATION",
                    "PROHIBITED_CONTENT",
                    "BLOCKLIST",
                    "SPII",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT" ->
                    filtered = true;
            default -> {}
        }
    }

    private void type(String type) {
        switch (type) {
            case "error" -> sawError = true;
            case "message_stop", "response.completed", "response.incomplete", "message-end" ->
                    lastEvent = true;
            default -> {}
        }
    }

    private void output(long length) {
        switch (name) {
            case "text",
                    "content",
                    "thinking",
                    "partial_json",
                    "arguments",
                    "reasoning",
                    "reasoning_content",
                    "refusal" ->
                    outputBytes += length;
            case "data" -> showed = true;
            case "finishReason" -> {
                lastEvent = true;
                stopped(word());
            }
            case "finish_reason", "stop_reason", "reason" -> stopped(word());
            case "blockReason" -> filtered = true;
            default -> {}
        }
    }

    private long number() {
        byte[] bytes = text;
        if (bytes == null || textTo - textFrom > 18) {
            return 0;
        }
        long value = 0;
        for (int i = textFrom; i < textTo; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return 0;
            }
            value = value * 10 + (bytes[i] - '0');
        }
        return value;
    }
}
