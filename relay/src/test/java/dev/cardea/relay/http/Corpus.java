package dev.cardea.relay.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The messages that the framing tests start from, one a line, control characters escaped.
final class Corpus {
    private Corpus() {}

    static List<byte[]> requests() {
        return lines("requests.txt").stream().map(Corpus::unescape).toList();
    }

    static List<byte[]> responses() {
        return lines("responses.txt").stream().map(Corpus::unescape).toList();
    }

    /// Why this codec refuses what the stock one accepts, by the words of the violation.
    static Map<String, String> stricterThanStock() {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : lines("stricter-than-stock.txt")) {
            int equals = line.indexOf(" = ");
            if (equals > 0) {
                reasons.put(line.substring(0, equals), line.substring(equals + 3));
            }
        }
        return reasons;
    }

    private static List<String> lines(String file) {
        try (InputStream in = Corpus.class.getResourceAsStream("/framing/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no corpus " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] unescape(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char kind = line.charAt(++i);
            switch (kind) {
                case 'r' -> text.append('\r');
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'x' -> {
                    text.append((char) Integer.parseInt(line.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> throw new IllegalStateException("unknown escape in " + line);
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
