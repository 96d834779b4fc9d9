package dev.cardea.dialect.classify;

import dev.cardea.dialect.classify.ErrorFacts.Shape;
import dev.cardea.model.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of the table: conditions that must all hold, and what follows. An empty condition holds
/// always.
///
/// @param reason empty when the request itself is at fault
/// @param marks whether it may speak against the credential
/// @param evidence what its match shows, in words
/// @param line where it stands in the table
record Rule(
        String name,
        Optional<Reason> reason,
        List<String> providers,
        List<Status> statuses,
        Set<String> codes,
        Set<String> types,
        List<Pattern> messages,
        List<Pattern> unless,
        List<Pattern> quotas,
        Set<Shape> shapes,
        Set<Circumstance> circumstances,
        boolean marks,
        String evidence,
        int line) {

    /// What decides a rule first: rules are in this order in the table.
    enum Tier {
        CODE,
        TYPE,
        MESSAGE,
        STATUS
    }

    /// What the gateway knows besides the answer.
    enum Circumstance {
        CREDENTIAL_SENT,
        NO_CREDENTIAL,
        FOREIGN_CREDENTIAL,
        PLAIN_CREDENTIAL,
        MODEL_RETIRED
    }

    /// A range of statuses, such as `429` or `5xx`.
    record Status(int from, int to) {
        static Status parse(String text) {
            int from = Integer.parseInt(text.replace('x', '0'));
            return new Status(from, Integer.parseInt(text.replace('x', '9')));
        }

        boolean holds(int status) {
            return status >= from && status <= to;
        }
    }

    Tier tier() {
        if (!codes.isEmpty()) {
            return Tier.CODE;
        }
        if (!types.isEmpty()) {
            return Tier.TYPE;
        }
        return messages.isEmpty() && quotas.isEmpty() ? Tier.STATUS : Tier.MESSAGE;
    }

    /// Whether all conditions hold; if so, what of the answer made them.
    Optional<String> match(
            UpstreamAnswer answer, ErrorFacts facts, Set<Circumstance> circumstances) {
        if (!(statuses.isEmpty() || statuses.stream().anyMatch(s -> s.holds(facts.status())))
                || !(shapes.isEmpty() || shapes.contains(facts.shape()))
                || !circumstances.containsAll(this.circumstances)
                || !(providers.isEmpty() || isOneOf(answer.provider()))) {
            return Optional.empty();
        }
        StringBuilder seen = new StringBuilder();
        if (!found("code", codes, facts.codes(), seen)
                || !found("type", types, facts.types(), seen)
                || !found("message", messages, facts.messages(), seen)
                || !found("quota", quotas, facts.quotas(), seen)
                || unless.stream().anyMatch(p -> finds(p, facts.messages()).isPresent())) {
            return Optional.empty();
        }
        return Optional.of(
                seen.isEmpty() ? "status " + facts.status() : seen + ", status " + facts.status());
    }

    private boolean isOneOf(String provider) {
        String lower = provider.toLowerCase(Locale.ROOT);
        return providers.stream().anyMatch(lower::contains);
    }

    private static boolean found(
            String what, Set<String> wanted, Set<String> present, StringBuilder seen) {
        if (wanted.isEmpty()) {
            return true;
        }
        Optional<String> hit =
                present.stream()
                        .filter(p -> wanted.contains(p.toLowerCase(Locale.ROOT)))
                        .findFirst();
        hit.ifPresent(word -> note(what, word, seen));
        return hit.isPresent();
    }

    private static boolean found(
            String what, List<Pattern> patterns, Collection<String> texts, StringBuilder seen) {
        if (patterns.isEmpty()) {
            return true;
        }
        Optional<String> hit = patterns.stream().flatMap(p -> finds(p, texts).stream()).findFirst();
        hit.ifPresent(word -> note(what, word, seen));
        return hit.isPresent();
    }

    private static Optional<String> finds(Pattern pattern, Collection<String> texts) {
        return texts.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst();
    }

    private static void note(String what, String word, StringBuilder seen) {
        seen.append(seen.isEmpty() ? "" : ", ").append(what).append(" '").append(word).append('\'');
    }
}
