package dev.cardea.relay.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A differential fuzzer: mutated messages go to this codec and to Netty's.
///
/// What both accept must parse alike, what this codec accepts Netty's must accept, and what only
/// Netty's accepts must be on the list of `stricter-than-stock.txt`. The same bytes split at random
/// must parse the same.
// A text block can't hold the CRLF that the wire has.
@SuppressWarnings("StringConcatToTextBlock")
public final class FramingFuzz {
    private static final List<String> WORDS =
            List.of(
                    "\r\n",
                    "\n",
                    "\r",
                    " ",
                    "\t",
                    ":",
                    "\0",
                    "\u000b",
                    "\u007f",
                    "\u00e9",
                    ",",
                    ";",
                    "+",
                    "-",
                    "0x",
                    "0",
                    "1",
                    "f",
                    "chunked",
                    "identity",
                    "HTTP/1.0",
                    "HTTP/1.1",
                    "HTTP/1.9",
                    "GET ",
                    "Host: b\r\n",
                    "Content-Length: 3\r\n",
                    "content-length: 0\r\n",
                    "Transfer-Encoding: chunked\r\n",
                    "Transfer-Encoding: x\r\n",
                    "Connection: close\r\n",
                    "0\r\n\r\n",
                    "5\r\n",
                    "\r\n\r\n",
                    " x\r\n",
                    "X-A: b\r\n",
                    ": ",
                    "%00",
                    "*",
                    "/",
                    "200",
                    "204",
                    "100");

    private final Random random;
    private final List<byte[]> requests = Corpus.requests();
    private final List<byte[]> responses = Corpus.responses();
    private final Map<String, String> reasons = Corpus.stricterThanStock();
    private final Map<String, Integer> stricter = new TreeMap<>();
    private long tried;
    private long bothAccepted;

    public FramingFuzz(long seed) {
        random = new Random(seed);
    }

    /// Runs for so many seconds: `FramingFuzz SECONDS [SEED]`.
    public static void main(String[] arguments) {
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        FramingFuzz fuzz = new FramingFuzz(seed);
        System.out.println("seed " + seed);
        fuzz.run(Duration.ofSeconds(Long.parseLong(arguments[0])));
        System.out.println(fuzz.summary());
    }

    /// @throws AssertionError with the bytes, when the codecs disagree
    public void run(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            run(100);
        }
    }

    /// @throws AssertionError with the bytes, when the codecs disagree
    void run(int times) {
        for (int i = 0; i < times; i++) {
            byte[] request = mutated(requests);
            compare(request, Transcript.ofRequests(request), Transcript.ofStockRequests(request));
            byte[] line = ended(request);
            same(
                    line,
                    Transcript.ofRequests(line),
                    Transcript.ofRequests(line, splits(line.length)));
            byte[] response = mutated(responses);
            compare(
                    response,
                    Transcript.ofResponse(response),
                    Transcript.ofStockResponse(response));
            line = ended(response);
            same(
                    line,
                    Transcript.ofResponse(line),
                    Transcript.ofResponse(line, splits(line.length)));
        }
    }

    long bothAccepted() {
        return bothAccepted;
    }

    /// How much was tried, and how often each rule was stricter than the stock codec's.
    public String summary() {
        StringBuilder text =
                new StringBuilder(
                        "%d messages, %d accepted by both%n".formatted(tried, bothAccepted));
        stricter.forEach((rule, times) -> text.append("%8d  %s%n".formatted(times, rule)));
        return text.toString();
    }

    /// A violation in a line may be seen when the line ends: let it end.
    private static byte[] ended(byte[] bytes) {
        return joined(bytes, bytes.length, new byte[] {'\n'}, bytes.length);
    }

    private static void same(byte[] bytes, Transcript whole, Transcript split) {
        if (!whole.equals(split)) {
            throw differ("split bytes parse differently", bytes, whole, split);
        }
    }

    private void compare(byte[] bytes, Transcript ours, Transcript stock) {
        tried++;
        int both = Math.min(ours.messages().size(), stock.messages().size());
        bothAccepted += both;
        if (!ours.messages().subList(0, both).equals(stock.messages().subList(0, both))) {
            throw differ("both accept it and differ", bytes, ours, stock);
        }
        if (ours.messages().size() > both) {
            throw differ("only this codec accepts it", bytes, ours, stock);
        }
        if (stock.messages().size() > both) {
            String rule = ours.stopped();
            if (rule == null || !reasons.containsKey(rule)) {
                throw differ(
                        "only the stock codec accepts it, for no listed reason",
                        bytes,
                        ours,
                        stock);
            }
            stricter.merge(rule, 1, Integer::sum);
        }
    }

    private static AssertionError differ(
            String what, byte[] bytes, Transcript ours, Transcript other) {
        String text =
                new String(bytes, StandardCharsets.ISO_8859_1)
                        .replace("\r", "\\r")
                        .replace("\n", "\\n");
        return new AssertionError("%s%n%s%nthis: %s%nother: %s".formatted(what, text, ours, other));
    }

    private int[] splits(int length) {
        return random.ints(random.nextInt(4), 0, length + 1).sorted().toArray();
    }

    private byte[] mutated(List<byte[]> corpus) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size()));
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = mutation(bytes, corpus.get(random.nextInt(corpus.size())));
        }
        return bytes;
    }

    private byte[] mutation(byte[] bytes, byte[] other) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(1 + random.nextInt(1, 20)));
        return switch (random.nextInt(7)) {
            case 0 -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, at);
            case 1 ->
                    joined(
                            bytes,
                            at,
                            new byte[] {(byte) random.nextInt(256)},
                            Math.min(bytes.length, at + 1));
            case 2 -> joined(bytes, at, new byte[0], to);
            case 3, 4 -> joined(bytes, at, Wire.bytes(WORDS.get(random.nextInt(WORDS.size()))), at);
            case 5 -> joined(bytes, at, Wire.bytes(WORDS.get(random.nextInt(WORDS.size()))), to);
            default -> {
                int from = random.nextInt(other.length);
                int end = Math.min(other.length, from + random.nextInt(40));
                byte[] piece = java.util.Arrays.copyOfRange(other, from, end);
                yield joined(bytes, at, piece, at);
            }
        };
    }

    private static byte[] joined(byte[] bytes, int at, byte[] middle, int from) {
        var all = new ByteArrayOutputStream();
        all.write(bytes, 0, at);
        all.writeBytes(middle);
        all.write(bytes, from, bytes.length - from);
        return all.toByteArray();
    }
}
