package dev.cardea.control;

import dev.cardea.control.catalogue.Catalogue;
import dev.cardea.control.catalogue.CatalogueProvider;
import dev.cardea.dialect.classify.Knowledge;
import dev.cardea.dialect.classify.UpstreamAnswer;
import dev.cardea.dialect.classify.UpstreamClassifier;
import dev.cardea.dialect.classify.Verdict;
import dev.cardea.model.Dialect;
import dev.cardea.model.Family;
import dev.cardea.model.Origin;
import dev.cardea.model.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Says what a pasted answer of a provider means, by the table that calls are judged by. Pure: it
/// needs no store and no network.
public final class ClassifyAnswer {
    private final Supplier<Catalogue> catalogue;
    private final Supplier<UpstreamClassifier> classifier;
    private final InstantSource clock;

    public ClassifyAnswer(
            Supplier<Catalogue> catalogue,
            Supplier<UpstreamClassifier> classifier,
            InstantSource clock) {
        this.catalogue = catalogue;
        this.classifier = classifier;
        this.clock = clock;
    }

    /// An answer as somebody saw it.
    ///
    /// @param provider its name, or one that has its vendor's name in it
    /// @param status 100 to 599
    /// @param headers that came with it, whatever the case of their names
    /// @param credentialSent whether the request had a credential
    /// @param model that was asked for, when that is known
    public record PastedAnswer(
            String provider,
            int status,
            Map<String, String> headers,
            String body,
            boolean credentialSent,
            Optional<String> model) {
        public PastedAnswer {
            if (!provider.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}")) {
                throw new ControlFailure.Invalid(
                        "/provider",
                        "a provider's name has up to 63 letters, digits, dots, dashes");
            }
            if (status < 100 || status > 599) {
                throw new ControlFailure.Invalid(
                        "/status", "an HTTP status is 100 to 599, found " + status);
            }
            headers = Map.copyOf(headers);
        }
    }

    /// What it means. No text of it holds a secret.
    ///
    /// @param family as callers see it; `NONE` when the answer tells of no error
    /// @param code of the catalogue of reasons; `CALLER_REQUEST` when the request itself is refused,
    ///     `NO_ERROR` when the answer tells of no error
    /// @param origin who has to act
    /// @param callerStatus the HTTP status that a caller gets for it
    /// @param told what a caller is told
    /// @param rule the name of the rule that matched, `none` when none did
    /// @param ruleLine where it stands in the table; 0 when none matched
    /// @param retryable whether the same call may pass later without anybody changing anything
    /// @param retryAfterSeconds when the provider wants to be asked again
    /// @param marksCredential whether it speaks against the gateway's credential
    /// @param contributing further codes that the answer would give by itself
    /// @param fix what to do about it
    /// @param message the provider's own
    /// @param facts what was read of the answer
    public record Meaning(
            String provider,
            String family,
            String code,
            String origin,
            int callerStatus,
            String told,
            String evidence,
            String rule,
            int ruleLine,
            boolean retryable,
            Optional<Long> retryAfterSeconds,
            boolean marksCredential,
            List<String> contributing,
            String fix,
            String message,
            Map<String, String> facts,
            Optional<String> upstreamRequestId) {
        public Meaning {
            contributing = List.copyOf(contributing);
            facts = Map.copyOf(facts);
        }
    }

    public Meaning classify(PastedAnswer pasted) {
        Dialect dialect =
                catalogue
                        .get()
                        .provider(pasted.provider())
                        .map(CatalogueProvider::dialect)
                        .orElse(Dialect.OPENAI);
        UpstreamAnswer answer =
                new UpstreamAnswer(
                        pasted.provider(),
                        dialect,
                        pasted.status(),
                        pasted.headers(),
                        pasted.body().getBytes(StandardCharsets.UTF_8),
                        clock.instant());
        var explained = classifier.get().explain(answer, knowledge(pasted));
        return switch (explained.verdict()) {
            case Verdict.ProviderTrouble trouble
                    when trouble.finding().rule().equals("none")
                            && pasted.status() < 300
                            && !trouble.finding().tellsOfError() ->
                    noError(pasted, trouble.finding());
            case Verdict.ProviderTrouble trouble -> trouble(pasted, trouble, explained.line());
            case Verdict.CallerRequest(var finding) ->
                    callerRequest(pasted, finding, explained.line());
        };
    }

    private Knowledge knowledge(PastedAnswer pasted) {
        Knowledge plain =
                pasted.credentialSent() ? Knowledge.PLAIN : Knowledge.PLAIN.withoutCredential();
        return pasted.model()
                .map(model ->
                        plain.withModel(
                                model,
                                catalogue
                                        .get()
                                        .model(pasted.provider(), model)
                                        .filter(known -> known.retiredOn(today()))
                                        .isPresent()))
                .orElse(plain);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Meaning trouble(PastedAnswer pasted, Verdict.ProviderTrouble it, int line) {
        Reason reason = it.reason();
        return new Meaning(
                pasted.provider(),
                reason.family().publicName(),
                reason.code(),
                word(reason.origin()),
                reason.status(),
                reason.told(it.words()),
                it.finding().evidence(),
                it.finding().rule(),
                line,
                reason.passesWithTime(),
                it.retryAfter().map(Duration::toSeconds),
                it.marksCredential(),
                it.contributing().stream().map(Reason::code).toList(),
                reason.fix(it.words()),
                it.finding().message(),
                it.finding().facts(),
                it.finding().upstreamRequestId());
    }

    private static Meaning callerRequest(PastedAnswer pasted, Verdict.Finding it, int line) {
        return own(
                pasted,
                Family.REQUEST.publicName(),
                "CALLER_REQUEST",
                word(Origin.CALLER),
                "The provider refuses the request itself; its answer goes to the caller.",
                "change the request as the provider's message says; no credential is at fault",
                it,
                line);
    }

    private static Meaning noError(PastedAnswer pasted, Verdict.Finding it) {
        return own(
                pasted,
                "NONE",
                "NO_ERROR",
                "none",
                "The answer tells of no error.",
                "nothing",
                it,
                0);
    }

    private static Meaning own(
            PastedAnswer pasted,
            String family,
            String code,
            String origin,
            String told,
            String fix,
            Verdict.Finding it,
            int line) {
        return new Meaning(
                pasted.provider(),
                family,
                code,
                origin,
                pasted.status(),
                told,
                it.evidence(),
                it.rule(),
                line,
                false,
                Optional.empty(),
                false,
                List.of(),
                fix,
                it.message(),
                it.facts(),
                it.upstreamRequestId());
    }

    private static String word(Origin origin) {
        return switch (origin) {
            case CALLER -> "caller";
            case GATEWAY -> "gateway";
            case UPSTREAM -> "upstream";
        };
    }
}
