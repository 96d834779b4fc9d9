package dev.cardea.dialect.classify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is read of an error's body, whoever wrote it. Not redacted.
///
/// @param status the HTTP status, or the one that the body names when the error hides in a success
/// @param codes the words that programs read: `code`, `reason`, exception names
/// @param types the kinds of error: `type`, Google's `status`
/// @param messages the sentences for people
/// @param quotas names of exceeded quotas
/// @param retryDelay Google's, such as `19s`; empty when there is none
/// @param requestId empty when there is none
record ErrorFacts(
        int status,
        Shape shape,
        Set<String> codes,
        Set<String> types,
        List<String> messages,
        Set<String> quotas,
        String retryDelay,
        String requestId) {

    /// What the body is.
    enum Shape {
        JSON,
        HTML,
        TEXT,
        EMPTY
    }

    private static final int MAX_TEXT = 4096;
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
    private static final List<byte[]> EVENT_FIELDS =
            Stream.of("event:", "id:", "retry:")
                    .map(field -> field.getBytes(StandardCharsets.US_ASCII))
                    .toList();
    private static final Pattern HTML =
            Pattern.compile(
                    "^\\s*(?:<!doctype html|<html|<head|<center)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TITLE =
            Pattern.compile("<(title|h1)\\b[^>]{0,200}>([^<]{0,300})", Pattern.CASE_INSENSITIVE);

    /// An exception's name in front of a text: `ThrottlingException: …`, `OptInRequired`.
    private static final Pattern LEADING_CODE =
            Pattern.compile("^\\s*\"?([A-Z][A-Za-z]{5,60})(?=\\s*(?:[:{\"]|$))");

    ErrorFacts {
        codes = Set.copyOf(codes);
        types = Set.copyOf(types);
        messages = List.copyOf(messages);
        quotas = Set.copyOf(quotas);
    }

    static ErrorFacts of(UpstreamAnswer answer) {
        byte[] body = answer.body();
        FactScanner scanner = new FactScanner();
        boolean json = readEvents(answer, scanner) || scanner.read(body, 0, body.length);
        Set<String> codes = new LinkedHashSet<>(scanner.codes());
        Set<String> messages = new LinkedHashSet<>(scanner.messages());
        String exception = answer.header("x-amzn-errortype");
        if (!exception.isEmpty()) {
            codes.add(FactScanner.bareCode(exception));
        }
        Shape shape = Shape.JSON;
        if (!json) {
            String text =
                    new String(body, 0, Math.min(body.length, MAX_TEXT), StandardCharsets.UTF_8);
            shape = shapeOf(text, answer.header("content-type"));
            readText(text, shape, scanner, codes, messages);
        }
        messages.stream()
                .map(LEADING_CODE::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .forEach(codes::add);
        return new ErrorFacts(
                answer.status() < 400 && scanner.status() >= 400
                        ? scanner.status()
                        : answer.status(),
                shape,
                codes,
                scanner.types(),
                List.copyOf(messages),
                scanner.quotas(),
                scanner.retryDelay(),
                scanner.requestId());
    }

    /// Reads the data of each event of a stream (WHATWG HTML, 9.2.6); false when the body isn't one.
    private static boolean readEvents(UpstreamAnswer answer, FactScanner scanner) {
        byte[] body = answer.body();
        int from = 0;
        boolean any = false;
        while (from < body.length) {
            int end = from;
            while (end < body.length && body[end] != '\n' && body[end] != '\r') {
                end++;
            }
            if (startsWith(body, from, end, DATA)) {
                int start = from + DATA.length;
                any |= scanner.read(body, start, end);
            } else if (!any && end > from && !isEventLine(body, from, end)) {
                return false;
            }
            from = end + 1;
        }
        return any;
    }

    private static boolean isEventLine(byte[] body, int from, int end) {
        return body[from] == ':'
                || EVENT_FIELDS.stream().anyMatch(field -> startsWith(body, from, end, field));
    }

    private static boolean startsWith(byte[] body, int from, int end, byte[] start) {
        return end - from >= start.length
                && Arrays.equals(body, from, from + start.length, start, 0, start.length);
    }

    private static Shape shapeOf(String text, String contentType) {
        if (text.isBlank()) {
            return Shape.EMPTY;
        }
        return HTML.matcher(text).find() || contentType.startsWith("text/html")
                ? Shape.HTML
                : Shape.TEXT;
    }

    private static void readText(
            String text,
            Shape shape,
            FactScanner scanner,
            Set<String> codes,
            Set<String> messages) {
        if (shape == Shape.HTML) {
            Matcher title = TITLE.matcher(text);
            while (title.find()) {
                messages.add(title.group(2).strip());
            }
            messages.add(text.replaceAll("<[^>]{0,2000}>", " ").replaceAll("\\s+", " ").strip());
            return;
        }
        int brace = text.indexOf('{');
        if (brace > 0) {
            byte[] rest = text.substring(brace).getBytes(StandardCharsets.UTF_8);
            if (scanner.read(rest, 0, rest.length)) {
                codes.addAll(scanner.codes());
                messages.addAll(scanner.messages());
                Matcher code = LEADING_CODE.matcher(text);
                if (code.find()) {
                    codes.add(code.group(1));
                }
            }
        }
        if (shape == Shape.TEXT) {
            messages.add(text.strip());
        }
    }
}
