package dev.cardea.dialect.classify;

import dev.cardea.dialect.classify.Rule.Circumstance;
import dev.cardea.dialect.classify.Verdict.CallerRequest;
import dev.cardea.dialect.classify.Verdict.Finding;
import dev.cardea.dialect.classify.Verdict.ProviderTrouble;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells what a provider's error means, by a table of rules: provider code first, then type, then
/// message, then status; the first rule that holds decides. The table is data: a newer one can be
/// read at run time. Each is immutable; which one a process goes by may change.
public final class UpstreamClassifier {
    private static final UpstreamClassifier BUILT_IN = parse(Resources.read("upstream-rules.txt"));
    private static volatile UpstreamClassifier standard = BUILT_IN;

    private static final Reason UNCLASSIFIED = Reasons.of("UPSTREAM_UNCLASSIFIED");
    private static final Reason OUTAGE = Reasons.of("UPSTREAM_OUTAGE");
    private static final Reason INVALID = Reasons.of("UPSTREAM_CREDENTIAL_INVALID");
    private static final Reason MISSING = Reasons.of("UPSTREAM_CREDENTIAL_MISSING");
    private static final Reason WRONG_VENDOR = Reasons.of("UPSTREAM_CREDENTIAL_WRONG_VENDOR");

    /// Reasons that speak against the credential itself, or the account it belongs to.
    private static final Set<String> MARKING =
            Set.of(
                    "UPSTREAM_CREDENTIAL_INVALID",
                    "UPSTREAM_CREDENTIAL_EXPIRED",
                    "UPSTREAM_CREDENTIAL_LEAKED",
                    "UPSTREAM_CREDENTIAL_WRONG_VENDOR",
                    "UPSTREAM_ACCOUNT_SUSPENDED",
                    "UPSTREAM_BILLING_EXHAUSTED",
                    "UPSTREAM_SPEND_LIMIT");

    private static final int MAX_SHOWN = 600;

    private final List<Rule> rules;
    private final Redactor redactor = Redactor.standard();

    private UpstreamClassifier(List<Rule> rules) {
        this.rules = rules;
    }

    /// With the table that this process goes by: the one that comes with this version, until another
    /// is adopted.
    public static UpstreamClassifier standard() {
        return standard;
    }

    /// With the table that comes with this version.
    public static UpstreamClassifier builtIn() {
        return BUILT_IN;
    }

    /// From now on this process goes by another table.
    public static void adopt(UpstreamClassifier classifier) {
        standard = classifier;
    }

    /// With another table.
    ///
    /// @throws IllegalArgumentException naming the line that can't be read
    public static UpstreamClassifier parse(String table) {
        return new UpstreamClassifier(RuleTable.parse(table));
    }

    public Verdict classify(UpstreamAnswer answer) {
        return classify(answer, Knowledge.PLAIN);
    }

    public Verdict classify(UpstreamAnswer answer, Knowledge knowledge) {
        ErrorFacts facts = ErrorFacts.of(answer);
        Set<Circumstance> circumstances = circumstances(answer, knowledge);
        for (Rule rule : rules) {
            Optional<String> seen = rule.match(answer, facts, circumstances);
            if (seen.isPresent()) {
                Finding finding =
                        finding(
                                answer,
                                facts,
                                knowledge,
                                rule.name(),
                                rule.evidence() + ": " + seen.get());
                return rule.reason()
                        .map(reason -> trouble(answer, facts, knowledge, rule, reason, finding))
                        .orElseGet(() -> new CallerRequest(finding));
            }
        }
        Finding finding = finding(answer, facts, knowledge, "none", "no rule fits");
        return new ProviderTrouble(
                UNCLASSIFIED, List.of(), Map.of(), Optional.empty(), false, finding);
    }

    /// How the verdict came about, for people who look into it.
    public Explanation explain(UpstreamAnswer answer, Knowledge knowledge) {
        Verdict verdict = classify(answer, knowledge);
        int line =
                rules.stream()
                        .filter(rule -> rule.name().equals(verdict.finding().rule()))
                        .mapToInt(Rule::line)
                        .findFirst()
                        .orElse(0);
        return new Explanation(verdict, line, rules.size());
    }

    /// @param line where the rule stands in the table; 0 when none fitted
    /// @param rules how many the table has
    public record Explanation(Verdict verdict, int line, int rules) {}

    private static Verdict trouble(
            UpstreamAnswer answer,
            ErrorFacts facts,
            Knowledge knowledge,
            Rule rule,
            Reason found,
            Finding finding) {
        Reason reason = found;
        if (found.equals(INVALID)) {
            if (!knowledge.credentialSent()) {
                reason = MISSING;
            } else if (isForeign(answer, knowledge)) {
                reason = WRONG_VENDOR;
            }
        }
        boolean marks = rule.marks() && MARKING.contains(reason.code());
        List<Reason> contributing = reason.equals(found) ? List.of() : List.of(found);
        if (marks && knowledge.incident()) {
            contributing = List.of(reason);
            reason = OUTAGE;
            marks = false;
        }
        Optional<Duration> retryAfter =
                reason.passesWithTime() ? RetryHints.of(answer, facts) : Optional.empty();
        Map<String, String> words = new HashMap<>();
        words.put(
                "seconds",
                retryAfter
                        .map(after -> Long.toString(Math.max(1, after.toSeconds())))
                        .orElse("some"));
        words.put("time", RetryHints.regainsAccess(facts).orElse("later"));
        if (!knowledge.model().isEmpty()) {
            words.put("model", knowledge.model());
        }
        return new ProviderTrouble(reason, contributing, words, retryAfter, marks, finding);
    }

    private Finding finding(
            UpstreamAnswer answer,
            ErrorFacts facts,
            Knowledge knowledge,
            String rule,
            String evidence) {
        Map<String, String> read = new HashMap<>();
        read.put("status", Integer.toString(answer.status()));
        read.put("body", facts.shape().name().toLowerCase(Locale.ROOT));
        put(read, "code", String.join(", ", facts.codes()), knowledge);
        put(read, "type", String.join(", ", facts.types()), knowledge);
        put(read, "quota", String.join(", ", facts.quotas()), knowledge);
        String message = facts.messages().isEmpty() ? "" : facts.messages().getFirst();
        put(read, "message", message, knowledge);
        return new Finding(
                rule,
                redact(evidence, knowledge),
                read.getOrDefault("message", ""),
                read,
                RetryHints.requestId(answer, facts).map(id -> redact(id, knowledge)));
    }

    private void put(Map<String, String> read, String name, String value, Knowledge knowledge) {
        if (!value.isEmpty()) {
            read.put(name, redact(value, knowledge));
        }
    }

    private String redact(String text, Knowledge knowledge) {
        String redacted = redactor.redact(text, knowledge.secrets());
        return redacted.length() > MAX_SHOWN ? redacted.substring(0, MAX_SHOWN) + "…" : redacted;
    }

    private static Set<Circumstance> circumstances(UpstreamAnswer answer, Knowledge knowledge) {
        Set<Circumstance> holds = EnumSet.noneOf(Circumstance.class);
        holds.add(
                knowledge.credentialSent()
                        ? Circumstance.CREDENTIAL_SENT
                        : Circumstance.NO_CREDENTIAL);
        if (isForeign(answer, knowledge)) {
            holds.add(Circumstance.FOREIGN_CREDENTIAL);
        }
        if (knowledge.plainCredential()) {
            holds.add(Circumstance.PLAIN_CREDENTIAL);
        }
        if (knowledge.modelRetired()) {
            holds.add(Circumstance.MODEL_RETIRED);
        }
        return holds;
    }

    private static boolean isForeign(UpstreamAnswer answer, Knowledge knowledge) {
        return knowledge
                .credentialVendor()
                .filter(vendor -> Vendors.isForeign(vendor, answer.provider()))
                .isPresent();
    }
}
