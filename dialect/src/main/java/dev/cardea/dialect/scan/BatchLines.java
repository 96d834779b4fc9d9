package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.RequestScan.Broken;
import dev.cardea.dialect.scan.RequestScan.Found;
import dev.cardea.model.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a batch file of OpenAI's: a line for each request, an object with `method`, `url` and `body`.
/// Lines may be of any length: nothing of them is kept but what [BatchItem] has.
///
/// What two parsers could read differently is broken: a second one of these members or of the
/// body's `model`, and those names in other letter case.
final class BatchLines {
    private final BatchItems items = new BatchItems();
    private final Line line = new Line();
    private final NestedRequests bodies = new NestedRequests(Endpoint.RESPONSES, this::bodyOver);
    private long number = 1;
    private long position;
    private boolean blank = true;
    private int beyondAscii;
    private @Nullable RequestScanner body;
    private String broken = "";

    void feed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && broken.isEmpty()) {
            int end = i;
            while (end < to && bytes[end] != '\n') {
                if (bytes[end] < 0 && endsLine(bytes[end])) {
                    breakOff("no line separator but a line feed (others as \\u2028 and the like)");
                    return;
                }
                end++;
            }
            read(bytes, i, end);
            if (end < to) {
                end();
                end++;
            }
            i = end;
        }
    }

    /// Whether this byte ends a character that some take for the end of a line: NEL, LS or PS.
    private boolean endsLine(byte b) {
        beyondAscii = (beyondAscii << 8 | (b & 0xff)) & 0xffffff;
        return beyondAscii == 0xe280a8
                || beyondAscii == 0xe280a9
                || (beyondAscii & 0xffff) == 0xc285;
    }

    private void read(byte[] bytes, int from, int to) {
        for (int i = from; blank && i < to; i++) {
            blank = bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r';
        }
        if (!line.feed(bytes, from, to)) {
            breakOff("at byte %d %s".formatted(line.brokenAt() + 1, line.expected()));
            return;
        }
        bodies.read(bytes, from, to, position);
        position += to - from;
    }

    /// A line is over, or the file behind its last line.
    void end() {
        if (!blank && broken.isEmpty()) {
            if (!line.finish()) {
                breakOff("at byte %d %s".formatted(line.brokenAt() + 1, line.expected()));
            } else {
                item();
            }
        }
        line.begin();
        bodies.reset();
        body = null;
        blank = true;
        position = 0;
        number++;
    }

    private void item() {
        RequestScanner request = body;
        if (request == null || line.url == null || !"POST".equals(line.method)) {
            breakOff("an object with the members 'method' (POST), 'url' and 'body'");
            return;
        }
        switch (request.result()) {
            case Broken(var fault) ->
                    broken = "line %d: body: %s".formatted(number, fault.words().get("detail"));
            case Found found -> {
                if (!items.add(number, line.url, request, found)) {
                    broken = BatchItems.tooMany();
                }
            }
        }
    }

    private void breakOff(String expected) {
        broken = "in line %d of the batch %s was expected".formatted(number, expected);
    }

    private void bodyOver(RequestScanner scanner) {
        body = scanner;
    }

    /// What is wrong with it; empty while nothing is.
    String broken() {
        return broken;
    }

    /// The requests that went by. It grows as more comes.
    List<BatchItem> items() {
        return items.all();
    }

    private final class Line extends JsonScanner {
        private @Nullable String method;
        private @Nullable String url;
        private boolean sawBody;
        private boolean inBody;
        private String member = "";

        void begin() {
            reset();
            method = null;
            url = null;
            sawBody = false;
            inBody = false;
            member = "";
        }

        @Override
        protected boolean wantsName() {
            return depth == 1;
        }

        @Override
        protected boolean named(long at) {
            byte[] name = text;
            member = "";
            if (depth != 1 || name == null) {
                return false;
            }
            String written = JsonText.decode(name, textFrom, textTo, escaped);
            String folded = MemberNames.fold(written);
            boolean matters =
                    folded.equals("method") || folded.equals("url") || folded.equals("body");
            if (!matters) {
                return false;
            }
            boolean second =
                    switch (folded) {
                        case "method" -> method != null;
                        case "url" -> url != null;
                        default -> sawBody;
                    };
            if (second || !written.equals(folded)) {
                broken(at, "no second member '" + folded + "', nor one in other letter case,");
            }
            member = folded;
            sawBody |= folded.equals("body");
            return true;
        }

        @Override
        protected void opened(boolean object, long at) {
            if (depth == 1 && !object) {
                broken(at, "an object");
            } else if (depth == 2 && member.equals("body")) {
                if (!object) {
                    broken(at, "an object");
                }
                inBody = true;
                bodies.mark(at);
            } else if (depth == 2 && !member.isEmpty()) {
                broken(at, "a text");
            }
            member = "";
        }

        @Override
        protected void closed(long at) {
            if (depth == 1 && inBody) {
                inBody = false;
                bodies.mark(at + 1);
            }
        }

        @Override
        protected void scalar(Kind kind, long from, long to) {
            if (depth == 0 || member.equals("body")) {
                broken(from, "an object");
            } else if (!member.isEmpty()) {
                if (kind != Kind.TEXT || text == null) {
                    broken(from, "a text");
                    return;
                }
                String value = JsonText.decode(text, textFrom, textTo, escaped);
                if (member.equals("url")) {
                    url = value;
                } else {
                    method = value;
                }
            }
            member = "";
        }
    }
}
