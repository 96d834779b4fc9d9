package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.dialect.scan.RequestScan.Model;
import dev.cardea.dialect.scan.RequestScan.UsageWish;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds `model` and `stream` among the parts of a `multipart/form-data` body (RFC 7578) as it streams
/// by; of the other parts, files among them, nothing is kept.
///
/// What two parsers could read differently is broken: a second `model` or `stream`, a name with an
/// escape or in two forms, a part without a name, a header line that is folded.
final class MultipartScanner implements BodyScanner {
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
    private boolean named;
    private final byte[] value = new byte[MAX_VALUE];
    private int valueSize;
    private long valueAt;
    private long at;
    private @Nullable Model model;
    private @Nullable String stream;

    private MultipartScanner(@Nullable String boundary) {
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

    static MultipartScanner of(String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        String lower = contentType.toLowerCase(Locale.ROOT);
        if (!matcher.matches() || lower.indexOf("boundary=") != lower.lastIndexOf("boundary=")) {
            return new MultipartScanner(null);
        }
        String boundary = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new MultipartScanner(boundary.length() > MAX_BOUNDARY ? null : boundary);
    }

    @Override
    public boolean feed(byte[] bytes, int from, int to) {
        for (int i = from; i < to && state != State.BROKEN && state != State.OVER; i++) {
            switch (state) {
                case PREAMBLE, VALUE -> content(bytes[i]);
                case DELIMITED -> delimited(bytes[i]);
                case HEADERS -> header(bytes[i]);
                case OVER, BROKEN -> {}
            }
            at++;
        }
        return state != State.BROKEN;
    }

    private void refuse(String detail) {
        state = State.BROKEN;
        broken = detail;
    }

    private void content(byte b) {
        if (state == State.VALUE && part != null && valueSize < MAX_VALUE) {
            value[valueSize++] = b;
        }
        // A delimiter has one carriage return, its first byte.
        matched = b == delimiter[matched] ? matched + 1 : b == '\r' ? 1 : 0;
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
        if (part == null) {
            return;
        }
        long end = at + 1 - delimiter.length;
        if (end - valueAt > MAX_VALUE - delimiter.length) {
            refuse("'" + part + "' is longer than a name can be");
            return;
        }
        String text = new String(value, 0, (int) (end - valueAt), StandardCharsets.UTF_8);
        if (part.equals("stream")) {
            stream = text;
        } else {
            model = new Model(text, new Range(valueAt, end), true);
        }
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
        if (named || lower.contains("name*=") || !matcher.find()) {
            refuse("a part of the multipart body has no name, or two");
            return;
        }
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        named = true;
        if (matcher.find()) {
            refuse("a part of the multipart body has two names");
        } else if (name.equalsIgnoreCase("model") || name.equalsIgnoreCase("stream")) {
            begin(name);
        }
    }

    private void begin(String name) {
        boolean second = name.equalsIgnoreCase("model") ? model != null : stream != null;
        if (second || !name.equals(name.toLowerCase(Locale.ROOT))) {
            refuse("'" + name + "' is there twice, or not in lower case");
        } else {
            part = name;
        }
    }

    @Override
    public Optional<Model> model() {
        return Optional.ofNullable(model);
    }

    @Override
    public boolean stream() {
        return "true".equalsIgnoreCase(stream);
    }

    @Override
    public RequestScan result() {
        if (state == State.BROKEN) {
            return RequestScan.broken(broken);
        }
        if (state != State.OVER) {
            return RequestScan.broken("the multipart body ends too early");
        }
        return new Found(model(), stream(), UsageWish.NOT_APPLICABLE, Optional.empty());
    }
}
