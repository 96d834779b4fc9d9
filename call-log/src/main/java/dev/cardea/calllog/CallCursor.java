package dev.cardea.calllog;

import dev.cardea.model.CallRecord;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/// A place in the log: right behind one call, on the way to older ones.
///
/// @param atMicros the call's time in microseconds since the epoch
/// @param id the call's id, which orders calls of the same microsecond
public record CallCursor(long atMicros, String id) implements Comparable<CallCursor> {
    private static final Comparator<CallCursor> NEWEST_FIRST =
            Comparator.comparingLong(CallCursor::atMicros).thenComparing(CallCursor::id).reversed();

    /// The place right behind this call.
    public static CallCursor behind(CallRecord call) {
        return new CallCursor(Micros.of(call.at()), call.id());
    }

    /// Reads what [#text] wrote; empty for any other text.
    public static Optional<CallCursor> parse(String text) {
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int space = plain.indexOf(' ');
            return space < 1
                    ? Optional.empty()
                    : Optional.of(
                            new CallCursor(
                                    Long.parseLong(plain, 0, space, 10),
                                    plain.substring(space + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// This place as a text that goes into a URL as it is.
    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((atMicros + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int compareTo(CallCursor other) {
        return NEWEST_FIRST.compare(this, other);
    }
}
