package dev.cardea.dialect.usage;

import dev.cardea.model.Usage;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Meters a stream of server-sent events (HTML standard, section 9.2). Lines end in LF or CR LF.
final class StreamMeter extends UsageMeter {
    /// An event longer than this is no usage chunk, and isn't kept back.
    private static final int MAX_HELD = 16 * 1024;

    private final AnswerScanner scanner;
    private final boolean hide;
    private final EventLines lines = new EventLines();
    private final HeldBytes held = new HeldBytes(MAX_HELD);
    private boolean overflowed;
    private boolean understood = true;
    private boolean begun;
    private boolean done;
    private boolean started;
    private @Nullable EmbeddedError error;

    StreamMeter(AnswerScanner scanner, boolean hide) {
        this.scanner = scanner;
        this.hide = hide;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, Passage passage) {
        int end = offset + length;
        int from = offset;
        int eventFrom = offset;
        int i = offset;
        while (i < end) {
            int lineEnd = EventLines.lineEnd(bytes, i, end);
            int data = lines.part(bytes, i, lineEnd);
            if (data >= 0 && understood) {
                data(bytes, data, lineEnd);
            }
            i = lineEnd;
            if (i < end) {
                i++;
                if (lines.endOfLine()) {
                    if (over(bytes, eventFrom, i)) {
                        passOn(bytes, from, eventFrom, passage);
                        from = i;
                    } else if (hide) {
                        held.pass(passage);
                    }
                    held.clear();
                    overflowed = false;
                    eventFrom = i;
                }
            }
        }
        if (!hide) {
            held.add(bytes, eventFrom, end);
            passage.pass(bytes, offset, length);
            return;
        }
        if (!overflowed && held.add(bytes, eventFrom, end)) {
            passOn(bytes, from, eventFrom, passage);
            return;
        }
        held.pass(passage);
        held.clear();
        overflowed = true;
        passOn(bytes, from, end, passage);
    }

    private void data(byte[] bytes, int from, int to) {
        int i = from;
        if (!begun) {
            while (i < to && (bytes[i] == ' ' || bytes[i] == '\r')) {
                i++;
            }
            if (i == to) {
                return;
            }
            begun = true;
            if (bytes[i] == '[') {
                done = true;
                understood = false;
                return;
            }
        }
        understood = scanner.feed(bytes, i, to);
    }

    /// The event is complete; tells whether it is to be hidden.
    private boolean over(byte[] bytes, int from, int to) {
        boolean drop = hide && !overflowed && scanner.usageOnly();
        if (error == null && (scanner.sawError() || lines.errorEvent())) {
            error = new EmbeddedError(EventLines.data(held.with(bytes, from, to)));
        }
        lines.nextEvent();
        if (begun) {
            scanner.begin();
            begun = false;
            started = true;
        }
        understood = true;
        return drop;
    }

    private static void passOn(byte[] bytes, int from, int to, Passage passage) {
        if (to > from) {
            passage.pass(bytes, from, to - from);
        }
    }

    @Override
    public void end(Passage passage) {
        if (!over(new byte[0], 0, 0) && hide) {
            held.pass(passage);
        }
        held.clear();
    }

    @Override
    public boolean hides() {
        return hide;
    }

    @Override
    public Usage usage(long requestBytes) {
        return scanner.usage(requestBytes);
    }

    @Override
    public String modelAnswered() {
        return scanner.model();
    }

    @Override
    public String answerId() {
        return scanner.id();
    }

    @Override
    public Set<String> itemIds() {
        return scanner.items();
    }

    @Override
    public boolean complete() {
        return done || scanner.lastEvent();
    }

    @Override
    public boolean started() {
        return started;
    }

    @Override
    public boolean refused() {
        return scanner.refused();
    }

    @Override
    public boolean spoke() {
        return scanner.spoke();
    }

    @Override
    public boolean sawError() {
        return error != null;
    }

    @Override
    public Optional<EmbeddedError> embeddedError() {
        return Optional.ofNullable(error);
    }
}
