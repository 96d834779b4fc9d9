package dev.cardea.dialect.usage;

import dev.cardea.dialect.scan.JsonScanner;
import dev.cardea.dialect.usage.TokenCounts.Count;
import dev.cardea.model.Dialect;
import dev.cardea.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds usage, model and error in one JSON object of an answer: all of it, or one event's. What was
/// found adds up over the events of a stream.
final class AnswerScanner extends JsonScanner {
    private static final int MAX_PLACES = 8;

    /// How deep the members of an item of a response's output are at most, in an event.
    private static final int DEEPEST_ITEM = 4;

    /// How many items' ids are told.
    private static final int MOST_ITEMS = 1_000;

    private final Place[] places = new Place[MAX_PLACES];
    private final TokenCounts counts;
    private final boolean estimates;
    private final @Nullable Set<String> items;
    private Place next = Place.OTHER;
    private Member member = Member.OTHER;
    private Count count = Count.OTHER;
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
    /// @param hasItems whether the answer is made of items with ids of their own
    AnswerScanner(Dialect provider, boolean estimates, boolean hasItems) {
        this.estimates = estimates;
        items = hasItems ? new LinkedHashSet<>() : null;
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
        member = Member.OTHER;
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

    /// The ids of the answer's items, as far as they were told.
    Set<String> items() {
        return items == null ? Set.of() : items;
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
        Place place = place();
        byte[] bytes = text;
        member = Member.OTHER;
        next = Place.OTHER;
        if (bytes == null) {
            count = Count.OTHER;
            return false;
        }
        return switch (place) {
            case OTHER, CHOICES, ERROR -> false;
            case USAGE, USAGE_DETAILS -> {
                count = Count.named(bytes, textFrom, textTo);
                next = Place.USAGE_DETAILS;
                yield count != Count.OTHER;
            }
            case OUTPUT -> {
                member = Member.named(bytes, textFrom, textTo);
                next = Place.OUTPUT;
                yield member.tells();
            }
            case ROOT, HOLDER -> {
                member = Member.named(bytes, textFrom, textTo);
                next = member.opens(place);
                yield member.tells();
            }
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
        Place place = place();
        switch (place) {
            case USAGE, USAGE_DETAILS -> {
                if (kind == Kind.NUMBER && count != Count.OTHER) {
                    counts.put(count, place == Place.USAGE_DETAILS, number());
                }
            }
            case OUTPUT -> {
                if (kind == Kind.TEXT) {
                    output(to - from - 2);
                }
            }
            case ROOT, HOLDER -> {
                if (kind == Kind.TEXT) {
                    rooted(to - from - 2);
                }
            }
            case OTHER, CHOICES, ERROR -> {}
        }
        next = Place.OTHER;
        member = Member.OTHER;
        count = Count.OTHER;
    }

    private void rooted(long length) {
        switch (member) {
            case MODEL -> model = model.isEmpty() ? word() : model;
            case STOP -> stopped(word());
            case ID -> id = id.isEmpty() ? word() : id;
            case DELTA -> outputBytes += length;
            case ERROR -> sawError = true;
            case TYPE -> type(word());
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
        switch (member) {
            case TEXT, CONTENT -> outputBytes += length;
            case DATA -> showed = true;
            case ID -> item();
            case LAST_STOP -> {
                lastEvent = true;
                stopped(word());
            }
            case STOP, REASON -> stopped(word());
            case BLOCKED -> filtered = true;
            default -> {}
        }
    }

    private void item() {
        if (items != null && depth <= DEEPEST_ITEM && items.size() < MOST_ITEMS) {
            items.add(word());
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
