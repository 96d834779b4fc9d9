package dev.cardea.dialect.scan;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the parts that matter of a `multipart/form-data` body (RFC 7578) as it streams by; of the
/// others, files among them, nothing is kept.
///
/// What two parsers could read differently is broken: a second part of a name that matters, a name with
/// an escape or in two forms, a part without a name, a header line that is folded.
abstract class MultipartScanner implements BodyScanner {
    private static final int MAX_VALUE = 1024;
    private static final int MAX_HEADERS = 8192;
    private static final int MAX_BOUNDARY = 70;
    private static final Pattern BOUNDARY =
            Pattern.compile(
                    "multipart/form-data\\s*;(?:.*;)?\\s*boundary=(?:\"([^\"\\\\]+)\"|([^\\s;\"]+))\\s*(?:;.*)?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME =
            Pattern.compile(
                    ";\\s*name=(?:\"([^\"\\\\]*)\"|([^\\s;\"]+))", Pattern.CASE_INSENSITIVE);

    private enum State {
        /// Before the first delimiter.
        PREAMBLE,
        /// Behind a delimiter: a line's end, or two dashes.
        DELIMITED,
        HEADERS,
        VALUE,
        /// Behind the last delimiter.
        OVER,
        BROKEN
    }

    private final byte[] delimiter;
    private State state;
    private String broken = "";
    private int matched;
    private final byte[] line = new byte[MAX_HEADERS];
    private int lineSize;
    private int headersSize;
    private @Nullable String part;
    private boolean content;
    private boolean named;
    private final byte[] value = new byte[MAX_VALUE];
    private int valueSize;
    private long valueAt;
    private long at;
    private final Set<String> seen = new HashSet<>();
    private boolean passing;
    private int imagined;
    private final byte[] one = new byte[1];

    /// @param contentType of the request
    MultipartScanner(String contentType) {
        String boundary = boundary(contentType);
        delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // The first delimiter may stand at the very beginning, as if a line had ended there.
        matched = 2;
        state = State.PREAMBLE;
        if (boundary == null) {
            refuse("the multipart body's Content-Type names no boundary");
        }
    }

    /// Whether a Content-Type says that the body is of this kind.
    static boolean is(String contentType) {
        return contentType.regionMatches(true, 0, "multipart/", 0, 10);
    }

    /// Whether the value of a part of this name, in lower case, is wanted as a text.
    abstract boolean isField(String name);

    /// Whether the bytes of a part of this name, in lower case, are wanted as they pass.
    boolean isContent(String name) {
        return false;
    }

    /// A wanted value.
    ///
    /// @param at where it stands
    abstract void field(String name, String value, Range at);

    /// Bytes of the wanted part, in order.
    void passes(byte[] bytes, int from, int to) {}

    /// The wanted part is over.
    void passed() {}

    /// All that came in one piece is read.
    void pieceOver() {}

    /// What came of a body that is complete and right.
    abstract RequestScan found();

    private static @Nullable String boundary(String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        String lower = contentType.toLowerCase(Locale.ROOT);
        if (!matcher.matches() || lower.indexOf("boundary=") != lower.lastIndexOf("boundary=")) {
            return null;
        }
        String boundary = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return boundary.length() > MAX_BOUNDARY ? null : boundary;
    }

    @Override
    public final boolean feed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && state != State.BROKEN && state != State.OVER) {
            int plain = plain(bytes, i, to);
            if (plain > i) {
                if (passing) {
                    passes(bytes, i, plain);
                }
                at += plain - i;
                i = plain;
                continue;
            }
            switch (state) {
                case PREAMBLE, VALUE -> content(bytes[i]);
                case DELIMITED -> delimited(bytes[i]);
                case HEADERS -> header(bytes[i]);
                case OVER, BROKEN -> {}
            }
            at++;
            i++;
        }
        if (state != State.BROKEN) {
            pieceOver();
        }
        return state != State.BROKEN;
    }

    /// Where bytes end that aren't kept and can't be of a delimiter.
    private int plain(byte[] bytes, int from, int to) {
        if ((state != State.VALUE && state != State.PREAMBLE) || part != null || matched > 0) {
            return from;
        }
        int i = from;
        while (i < to && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    final void refuse(String detail) {
        state = State.BROKEN;
        broken = detail;
    }

    private void content(byte b) {
        if (state == State.VALUE && part != null && valueSize < MAX_VALUE) {
            value[valueSize++] = b;
        }
        int before = matched;
        // A delimiter has one carriage return, its first byte.
        matched = b == delimiter[matched] ? matched + 1 : b == '\r' ? 1 : 0;
        if (passing && matched <= before) {
            passes(delimiter, Math.min(imagined, before), before);
            imagined = 0;
            if (matched == 0) {
                one[0] = b;
                passes(one, 0, 1);
            }
        }
        if (matched == delimiter.length) {
            matched = 0;
            if (state == State.VALUE && at + 1 - delimiter.length < valueAt) {
                refuse("a part of the multipart body has no line end in front of its boundary");
            } else if (state == State.VALUE) {
                ended();
            }
            if (state != State.BROKEN) {
                state = State.DELIMITED;
                lineSize = 0;
            }
        }
    }

    /// A part is over: `at` is the delimiter's last byte.
    private void ended() {
        if (passing) {
            passing = false;
            passed();
        }
        if (part == null) {
            return;
        }
        long end = at + 1 - delimiter.length;
        if (end - valueAt > MAX_VALUE - delimiter.length) {
            refuse("'" + part + "' is longer than a name can be");
            return;
        }
        String text = new String(value, 0, (int) (end - valueAt), StandardCharsets.UTF_8);
        field(part, text, new Range(valueAt, end));
        part = null;
    }

    private void delimited(byte b) {
        if (lineSize == 0 && (b == '-' || b == '\r')) {
            line[lineSize++] = b;
        } else if (lineSize == 1 && line[0] == '-' && b == '-') {
            state = State.OVER;
        } else if (lineSize == 1 && line[0] == '\r' && b == '\n') {
            state = State.HEADERS;
            lineSize = 0;
            headersSize = 0;
            part = null;
            content = false;
            named = false;
        } else {
            refuse("a boundary of the multipart body is followed by something else");
        }
    }

    private void header(byte b) {
        if (++headersSize > MAX_HEADERS) {
            refuse("a part of the multipart body has too long a head");
        } else if (b != '\n') {
            line[lineSize++] = b;
        } else if (lineSize == 0 || line[lineSize - 1] != '\r') {
            refuse("a line of a part's head ends without a carriage return");
        } else {
            String text = new String(line, 0, lineSize - 1, StandardCharsets.ISO_8859_1);
            lineSize = 0;
            if (text.isEmpty()) {
                valueBegins();
            } else {
                headerLine(text);
            }
        }
    }

    private void valueBegins() {
        if (!named) {
            refuse("a part of the multipart body has no name");
            return;
        }
        state = State.VALUE;
        valueAt = at + 1;
        valueSize = 0;
        // Some parsers take the head's line end for the delimiter's: such a part is noticed.
        matched = 2;
        imagined = 2;
        passing = content;
    }

    private void headerLine(String text) {
        if (text.charAt(0) == ' ' || text.charAt(0) == '\t') {
            refuse("a line of a part's head is folded");
            return;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-transfer-encoding:")) {
            refuse("a part of the multipart body has a transfer encoding");
        }
        if (!lower.startsWith("content-disposition:")) {
            return;
        }
        Matcher matcher = NAME.matcher(text);
        boolean encoded = lower.replace("filename*=", "").contains("name*=");
        if (named || encoded || !matcher.find()) {
            refuse("a part of the multipart body has no name, or two");
            return;
        }
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        named = true;
        if (matcher.find()) {
            refuse("a part of the multipart body has two names");
        } else {
            begin(name);
        }
    }

    private void begin(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        content = isContent(lower);
        if (!content && !isField(lower)) {
            return;
        }
        if (!seen.add(lower) || !name.equals(lower)) {
            refuse("'" + name + "' is there twice, or not in lower case");
        } else if (!content) {
            part = name;
        }
    }

    @Override
    public final RequestScan result() {
        if (state == State.BROKEN) {
            return RequestScan.broken(broken);
        }
        if (state != State.OVER) {
            return RequestScan.broken("the multipart body ends too early");
        }
        return found();
    }
}
