package dev.cardea.dialect.classify;

import dev.cardea.dialect.classify.ErrorFacts.Shape;
import dev.cardea.dialect.classify.Rule.Circumstance;
import dev.cardea.dialect.classify.Rule.Status;
import dev.cardea.dialect.classify.Rule.Tier;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/// Reads the table of rules. Blocks apart by a blank line; the first line of a block is
/// `name = REASON_CODE` (or `CALLER_REQUEST`), the others are conditions, `marks: no`, and
/// `evidence:`, which each rule must have. `#` begins a comment line.
final class RuleTable {
    private static final String CALLER = "CALLER_REQUEST";
    private static final Set<String> KEYS =
            Set.of(
                    "provider",
                    "status",
                    "code",
                    "type",
                    "message",
                    "unless",
                    "quota",
                    "body",
                    "when",
                    "marks",
                    "evidence");

    /// `<60>` in a pattern: up to so many characters of one sentence, which a dot ends only before a
    /// space or at the text's end.
    private static final Pattern WITHIN = Pattern.compile("<(\\d+)>");

    private static final String SENTENCE =
            Matcher.quoteReplacement("(?:[^.]|\\.(?=\\S)){0,")
                    + "$1"
                    + Matcher.quoteReplacement("}");

    private RuleTable() {}

    /// @throws IllegalArgumentException naming the line that can't be read
    static List<Rule> parse(String text) {
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<String> lines = text.lines().toList();
        int i = 0;
        while (i < lines.size()) {
            if (isNothing(lines.get(i))) {
                i++;
                continue;
            }
            int end = i;
            while (end < lines.size() && !lines.get(end).isBlank()) {
                end++;
            }
            Rule rule = rule(lines.subList(i, end), i + 1);
            check(names.add(rule.name()), i + 1, "the rule '" + rule.name() + "' is there twice");
            if (!rules.isEmpty()) {
                Tier before = rules.getLast().tier();
                check(
                        before.compareTo(rule.tier()) <= 0,
                        i + 1,
                        "a rule by " + rule.tier() + " stands after one by " + before);
            }
            rules.add(rule);
            i = end;
        }
        return List.copyOf(rules);
    }

    private static boolean isNothing(String line) {
        return line.isBlank() || line.startsWith("#");
    }

    private static Rule rule(List<String> block, int line) {
        String[] head = block.getFirst().split("\\s*=\\s*");
        check(head.length == 2, line, "'name = REASON' expected, found '" + block.getFirst() + "'");
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (int i = 1; i < block.size(); i++) {
            String text = block.get(i);
            if (text.startsWith("#")) {
                continue;
            }
            int colon = text.indexOf(':');
            String key = colon < 0 ? text : text.substring(0, colon).strip();
            check(
                    colon > 0 && KEYS.contains(key),
                    line + i,
                    "no condition is called '" + key + "'");
            texts.computeIfAbsent(key, _ -> new ArrayList<>())
                    .add(text.substring(colon + 1).strip());
        }
        check(texts.containsKey("evidence"), line, "the rule '" + head[0] + "' names no evidence");
        try {
            return new Rule(
                    head[0],
                    reason(head[1]),
                    List.copyOf(words(texts, "provider")),
                    words(texts, "status").stream().map(Status::parse).toList(),
                    words(texts, "code"),
                    words(texts, "type"),
                    patterns(texts, "message"),
                    patterns(texts, "unless"),
                    patterns(texts, "quota"),
                    constants(texts, "body", Shape::valueOf),
                    constants(texts, "when", Circumstance::valueOf),
                    !words(texts, "marks").contains("no"),
                    String.join(" ", texts.getOrDefault("evidence", List.of())),
                    line);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "line %d: the rule '%s': %s".formatted(line, head[0], e.getDescription()), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "line %d: the rule '%s': %s".formatted(line, head[0], e.getMessage()), e);
        }
    }

    private static Optional<Reason> reason(String code) {
        if (code.equals(CALLER)) {
            return Optional.empty();
        }
        Reason reason = Reasons.of(code);
        if (!code.startsWith("UPSTREAM_")) {
            throw new IllegalArgumentException("the reason " + code + " isn't about an upstream");
        }
        return Optional.of(reason);
    }

    private static Set<String> words(Map<String, List<String>> texts, String key) {
        return texts.getOrDefault(key, List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<Pattern> patterns(Map<String, List<String>> texts, String key) {
        return texts.getOrDefault(key, List.of()).stream()
                .map(text -> WITHIN.matcher(text).replaceAll(SENTENCE))
                .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE))
                .toList();
    }

    private static <T> Set<T> constants(
            Map<String, List<String>> texts, String key, Function<String, T> valueOf) {
        return words(texts, key).stream()
                .map(word -> valueOf.apply(word.replace('-', '_').toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void check(boolean holds, int line, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("line " + line + ": " + otherwise);
        }
    }
}
