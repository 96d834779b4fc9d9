package dev.cardea.dialect.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Changes to a body, each a stretch of bytes and what stands there instead: in order, without
/// overlap. The bytes in between stay as they are, and need not be copied.
public record Splice(List<Edit> edits) {
    /// No change.
    public static final Splice NONE = new Splice(List.of());

    public Splice {
        edits = List.copyOf(edits);
        long end = 0;
        for (Edit edit : edits) {
            if (edit.range().from() < end) {
                throw new IllegalArgumentException(
                        "edits must be in order and apart, found one at %d before %d"
                                .formatted(edit.range().from(), end));
            }
            end = edit.range().to();
        }
    }

    /// One change. The text is not copied; whoever makes an edit leaves its array alone.
    ///
    /// @param range the bytes that go; an empty one where text is only put in
    /// @param text the bytes that come
    public record Edit(Range range, byte[] text) {
        static Edit text(Range range, byte[] text) {
            return new Edit(range, text);
        }
    }

    /// Takes the pieces of the changed body, in order.
    @FunctionalInterface
    public interface Pieces {
        /// `length` bytes of `bytes` from `offset` on: the body itself, or the text of an edit.
        void piece(byte[] bytes, int offset, int length);
    }

    static Splice of(Optional<Edit> one, Optional<Edit> other) {
        if (one.isEmpty() && other.isEmpty()) {
            return NONE;
        }
        List<Edit> edits = new ArrayList<>(2);
        one.ifPresent(edits::add);
        other.ifPresent(edits::add);
        edits.sort(Comparator.comparingLong(edit -> edit.range().from()));
        return new Splice(edits);
    }

    public boolean isEmpty() {
        return edits.isEmpty();
    }

    /// By how many bytes the body grows; negative when it shrinks.
    public long growth() {
        long growth = 0;
        for (Edit edit : edits) {
            growth += edit.text().length - edit.range().length();
        }
        return growth;
    }

    /// Gives the changed body in pieces.
    public void pieces(byte[] body, int offset, int length, Pieces pieces) {
        if (!edits.isEmpty() && edits.getLast().range().to() > length) {
            throw new IllegalArgumentException(
                    "an edit ends at %d, the body at %d"
                            .formatted(edits.getLast().range().to(), length));
        }
        int from = 0;
        for (Edit edit : edits) {
            int at = (int) edit.range().from();
            if (at > from) {
                pieces.piece(body, offset + from, at - from);
            }
            if (edit.text().length > 0) {
                pieces.piece(edit.text(), 0, edit.text().length);
            }
            from = (int) edit.range().to();
        }
        if (length > from) {
            pieces.piece(body, offset + from, length - from);
        }
    }

    /// The changed body as one array.
    public byte[] apply(byte[] body, int offset, int length) {
        byte[] changed = new byte[Math.toIntExact(Math.max(0, length + growth()))];
        int[] end = {0};
        pieces(
                body,
                offset,
                length,
                (bytes, from, count) -> {
                    System.arraycopy(bytes, from, changed, end[0], count);
                    end[0] += count;
                });
        return changed;
    }
}
