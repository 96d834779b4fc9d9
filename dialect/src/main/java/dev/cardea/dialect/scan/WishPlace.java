package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.RequestScan.UsageWish;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a body's wish for usage in the stream stands, or would have to: learnt as its members go by.
///
/// There are two such places. Of a whole body it is the first that serves; of one that goes on before
/// its end is here, the last: only there it is certain that the client doesn't ask by itself.
final class WishPlace {
    private static final byte[] FIRST = ascii("\"stream_options\":{\"include_usage\":true},");
    private static final byte[] LAST = ascii(",\"stream_options\":{\"include_usage\":true}");
    private static final byte[] OPTIONS = ascii("{\"include_usage\":true}");
    private static final byte[] OPTION = ascii("\"include_usage\":true");
    private static final byte[] FIRST_OPTION = ascii("\"include_usage\":true,");
    private static final byte[] LAST_OPTION = ascii(",\"include_usage\":true");
    private static final byte[] TRUE = ascii("true");

    private final boolean applicable;
    private boolean streamed;
    private boolean whole;
    private boolean asked;
    private long firstMemberAt;
    private long optionsAt = -1;
    private boolean optionsEmpty;
    private @Nullable Range noOptions;
    private @Nullable Range value;
    private byte @Nullable [] late;
    private long lateFrom;
    private long lateTo;
    private long endAt = -1;

    /// @param applicable whether the endpoint has such a wish
    WishPlace(boolean applicable) {
        this.applicable = applicable;
    }

    /// The object's brace.
    void opened(long at) {
        firstMemberAt = at + 1;
    }

    /// `stream`.
    void streamed(boolean on) {
        streamed = on;
        whole = !on;
    }

    /// The brace of `stream_options`.
    void optionsOpened(long at) {
        optionsAt = at + 1;
        optionsEmpty = true;
    }

    /// A member of `stream_options`.
    void option() {
        optionsEmpty = false;
    }

    /// `include_usage`.
    void asked(boolean on, Range at) {
        asked = on;
        value = at;
        late(at.from(), at.to(), TRUE);
    }

    /// The closing brace of `stream_options`.
    void optionsClosed(long at) {
        if (value == null) {
            late(at, at, optionsEmpty ? OPTION : LAST_OPTION);
        }
    }

    /// `stream_options` that are null.
    void noOptions(Range at) {
        noOptions = at;
        if (streamed) {
            late(at.from(), at.to(), OPTIONS);
        }
    }

    /// The object's closing brace.
    void closed(long at) {
        endAt = at;
        if (streamed && optionsAt < 0 && noOptions == null) {
            late(at, at, LAST);
        }
    }

    private void late(long from, long to, byte[] text) {
        if (open()) {
            late = text;
            lateFrom = from;
            lateTo = to;
        }
    }

    /// Whether it isn't ruled out that the gateway has to ask.
    private boolean open() {
        return applicable && !asked && !whole;
    }

    /// The wish of a whole body.
    UsageWish ofWhole() {
        if (!applicable) {
            return UsageWish.NOT_APPLICABLE;
        }
        if (asked) {
            return UsageWish.ASKED;
        }
        if (value != null) {
            return absent(value, TRUE);
        }
        if (noOptions != null) {
            return absent(noOptions, OPTIONS);
        }
        return optionsAt < 0
                ? absent(new Range(firstMemberAt, firstMemberAt), FIRST)
                : absent(new Range(optionsAt, optionsAt), optionsEmpty ? OPTION : FIRST_OPTION);
    }

    private static UsageWish absent(Range range, byte[] text) {
        return new UsageWish.Absent(new Splice.Edit(range, text));
    }

    /// The change that asks, once its place has gone by.
    Optional<Splice.Edit> late() {
        byte[] text = late;
        return text == null
                ? Optional.empty()
                : Optional.of(new Splice.Edit(new Range(lateFrom, lateTo), text));
    }

    /// By how many bytes that change may lengthen the body while its place isn't certain.
    int room() {
        return open() && late == null && endAt < 0 ? LAST.length : 0;
    }

    /// Position of the object's closing brace, -1 while that hasn't come.
    long endAt() {
        return endAt;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
