package dev.cardea.dialect.classify;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a provider wants to be asked again, wherever it says so.
final class RetryHints {
    /// Nobody waits longer; a hint beyond it is taken for this.
    static final Duration LONGEST = Duration.ofHours(24);

    private static final Pattern IN_MESSAGE =
            Pattern.compile(
                    "(?:try again|retry|available|reset)\\w* (?:in|after) (?:about |~)?([0-9]{1,7} (?:seconds?|minutes?|hours?)|[0-9][0-9hms.]{0,20})",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern PART =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h|d)");
    private static final Pattern ACCESS =
            Pattern.compile(
                    "(?:regain access|resets?|available again|access returns?)\\b[^.0-9]{0,40}(20[0-9]{2}-[0-9]{2}-[0-9]{2}(?: at |[T ])?[0-9:]{0,8}(?: ?(?:UTC|Z))?)",
                    Pattern.CASE_INSENSITIVE);
    private static final List<String> REQUEST_IDS =
            List.of(
                    "x-request-id",
                    "request-id",
                    "apim-request-id",
                    "x-amzn-requestid",
                    "x-ms-request-id",
                    "x-goog-request-id",
                    "x-groq-request-id",
                    "cf-ray");

    private RetryHints() {}

    /// The time to wait, from the most to the least definite word on it.
    static Optional<Duration> of(UpstreamAnswer answer, ErrorFacts facts) {
        return amount(answer.header("retry-after-ms"), "ms")
                .or(() -> retryAfter(answer))
                .or(() -> parts(facts.retryDelay()))
                .or(() -> inMessage(facts))
                .or(() -> resets(answer))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    /// When access returns, as the provider words it.
    static Optional<String> regainsAccess(ErrorFacts facts) {
        return facts.messages().stream()
                .map(ACCESS::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1).strip())
                .findFirst();
    }

    static Optional<String> requestId(UpstreamAnswer answer, ErrorFacts facts) {
        return REQUEST_IDS.stream()
                .map(answer::header)
                .filter(id -> !id.isBlank() && id.length() <= 200)
                .findFirst()
                .or(() -> Optional.of(facts.requestId()).filter(id -> !id.isEmpty()));
    }

    private static Optional<Duration> retryAfter(UpstreamAnswer answer) {
        String value = answer.header("retry-after").strip();
        return amount(value, "s").or(() -> until(value, answer.at()));
    }

    private static Optional<Duration> inMessage(ErrorFacts facts) {
        for (String message : facts.messages()) {
            Matcher matcher = IN_MESSAGE.matcher(message);
            if (matcher.find()) {
                String text = matcher.group(1);
                int blank = text.indexOf(' ');
                Optional<Duration> wait =
                        blank < 0
                                ? parts(text).or(() -> amount(text.replaceAll("\\.$", ""), "s"))
                                : amount(
                                        text.substring(0, blank),
                                        text.substring(blank + 1, blank + 2));
                if (wait.isPresent()) {
                    return wait;
                }
            }
        }
        return Optional.empty();
    }

    /// Of the limits that the rate headers tell, the last to reset of those used up; the first to
    /// reset when none says that it is.
    private static Optional<Duration> resets(UpstreamAnswer answer) {
        Optional<Duration> usedUp = Optional.empty();
        Optional<Duration> first = Optional.empty();
        for (Map.Entry<String, String> field : answer.headers().entrySet()) {
            String name = field.getKey();
            if (!name.contains("ratelimit") || !name.contains("reset")) {
                continue;
            }
            Optional<Duration> wait = reset(field.getValue().strip(), answer.at());
            if (wait.isEmpty()) {
                continue;
            }
            String remaining = answer.header(name.replace("reset", "remaining")).strip();
            if (remaining.equals("0")) {
                usedUp = usedUp.filter(d -> d.compareTo(wait.get()) >= 0).or(() -> wait);
            }
            first = first.filter(d -> d.compareTo(wait.get()) <= 0).or(() -> wait);
        }
        return usedUp.isPresent() ? usedUp : first;
    }

    /// When a limit is renewed, as a time span, a number of seconds, or a point in time.
    static Optional<Duration> reset(String value, Instant at) {
        return parts(value)
                .or(() -> epoch(value, at))
                .or(() -> amount(value, "s"))
                .or(() -> until(value, at));
    }

    /// Seconds or milliseconds since 1970.
    private static Optional<Duration> epoch(String value, Instant at) {
        if (!value.matches("1[0-9]{9}|1[0-9]{12}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(value);
        return Optional.of(
                Duration.between(
                        at,
                        value.length() > 10
                                ? Instant.ofEpochMilli(number)
                                : Instant.ofEpochSecond(number)));
    }

    /// `6m0s`, `1.5s`, `20ms`.
    private static Optional<Duration> parts(String text) {
        Matcher matcher = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (end < text.length() && matcher.find() && matcher.start() == end) {
            sum = sum.plus(unit(Double.parseDouble(matcher.group(1)), matcher.group(2)));
            end = matcher.end();
        }
        String rest = text.substring(end);
        return end > 0 && (rest.isEmpty() || rest.equals("."))
                ? Optional.of(sum)
                : Optional.empty();
    }

    private static Optional<Duration> amount(String number, String unit) {
        return number.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")
                ? Optional.of(unit(Double.parseDouble(number), unit.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    private static Duration unit(double number, String unit) {
        double millis =
                switch (unit) {
                    case "ms" -> number;
                    case "m" -> number * 60_000;
                    case "h" -> number * 3_600_000;
                    case "d" -> number * 86_400_000;
                    default -> number * 1000;
                };
        return Duration.ofMillis(Math.round(millis));
    }

    /// The time until a date of HTTP or RFC 3339.
    private static Optional<Duration> until(String date, Instant at) {
        if (date.length() < 10 || date.length() > 40) {
            return Optional.empty();
        }
        for (DateTimeFormatter format :
                List.of(DateTimeFormatter.RFC_1123_DATE_TIME, DateTimeFormatter.ISO_DATE_TIME)) {
            try {
                return Optional.of(
                        Duration.between(at, ZonedDateTime.parse(date, format).toInstant()));
            } catch (DateTimeException _) {
                // The other form, perhaps.
            }
        }
        return Optional.empty();
    }
}
