package dev.cardea.control.upstream;

import dev.cardea.control.upstream.CredentialCheck.Outcome;
import dev.cardea.control.upstream.UpstreamGet.Unreachable;
import dev.cardea.dialect.classify.Knowledge;
import dev.cardea.dialect.classify.UpstreamAnswer;
import dev.cardea.dialect.classify.UpstreamClassifier;
import dev.cardea.dialect.classify.Verdict;
import dev.cardea.model.CredentialWatch;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.UpstreamAuth;
import dev.cardea.model.UpstreamFault;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// Finds out whether a provider takes a credential, by listing its models: it costs nothing, and no
/// model, permission or content can be in the way. What it finds counts as one observation of the
/// credential.
public final class CheckCredential {
    private static final Reason UNREACHABLE = Reasons.of("UPSTREAM_UNREACHABLE");
    private static final Reason INVALID = Reasons.of("UPSTREAM_CREDENTIAL_INVALID");
    private static final int CLASSIFIED_BYTES = 8 << 10;

    /// Fields that the HTTP client sets by itself.
    private static final Set<String> OWN_FIELDS = Set.of("host", "content-length", "connection");

    private final UpstreamGet http;
    private final UpstreamAuth auth;
    private final CredentialWatch watch;
    private final InstantSource clock;

    public CheckCredential(
            UpstreamGet http, UpstreamAuth auth, CredentialWatch watch, InstantSource clock) {
        this.http = http;
        this.auth = auth;
        this.watch = watch;
        this.clock = clock;
    }

    /// Of a credential that the gateway uses; waits for the provider.
    public CredentialCheck check(Provider provider, ProviderCredential credential) {
        Attempt attempt = attempt(provider, Optional.of(credential), auth::authorize);
        attempt.fault.ifPresent(fault -> watch.failed(credential, fault));
        if (attempt.check.outcome() == Outcome.WORKS) {
            watch.checked(credential);
        }
        return attempt.check;
    }

    /// Of one that isn't used yet, or of a provider that needs none; waits for the provider.
    public CredentialCheck tryOut(Provider provider, Optional<ProviderCredential> credential) {
        return attempt(provider, credential, auth::authorizeAfresh).check;
    }

    private record Attempt(CredentialCheck check, Optional<UpstreamFault> fault) {}

    private Attempt attempt(
            Provider provider,
            Optional<ProviderCredential> credential,
            BiFunction<Provider, ProviderCredential, UpstreamAuth.Authorization> authorize) {
        Findings findings = new Findings(provider, credential, clock.instant(), System.nanoTime());
        Optional<ModelsRequest> request = ModelsRequest.of(provider);
        if (request.isEmpty()) {
            return new Attempt(
                    findings.said(Outcome.NOT_CHECKABLE, "this kind of provider lists no models"),
                    Optional.empty());
        }
        URI url = request.get().url();
        Map<String, String> headers = new HashMap<>(request.get().headers());
        Optional<String> secret = Optional.empty();
        if (credential.isPresent()) {
            List<UpstreamAuth.Field> fields;
            switch (authorize.apply(provider, credential.get())) {
                case UpstreamAuth.Authorization.Ready(var ready) -> fields = ready;
                case UpstreamAuth.Authorization.Signing signing ->
                        fields =
                                signing.sign(
                                        new UpstreamAuth.Outgoing(
                                                "GET",
                                                url.getRawAuthority(),
                                                target(url),
                                                ByteBuffer.allocate(0)));
                case UpstreamAuth.Authorization.Unavailable(var reason) -> {
                    return new Attempt(
                            findings.refused(
                                    without(reason),
                                    reason,
                                    Optional.empty(),
                                    reason.told(Map.of())),
                            Optional.empty());
                }
            }
            for (UpstreamAuth.Field field : fields) {
                if (!OWN_FIELDS.contains(field.name().toLowerCase(Locale.ROOT))) {
                    headers.put(field.name(), field.value());
                }
            }
            secret = fields.stream().findFirst().map(it -> it.value().replaceFirst("^Bearer ", ""));
        }
        try {
            return judged(findings, http.get(provider, url, headers), secret);
        } catch (Unreachable e) {
            return new Attempt(
                    findings.refused(Outcome.UNREACHABLE, UNREACHABLE, Optional.empty(), e.why()),
                    Optional.of(
                            findings.fault(
                                    UNREACHABLE, false, Optional.empty(), 0, "", e.why(), "")));
        }
    }

    /// What it means that no request could be made with a credential.
    private static Outcome without(Reason reason) {
        return reason.equals(INVALID)
                ? Outcome.REFUSED
                : reason.equals(UNREACHABLE) ? Outcome.UNREACHABLE : Outcome.UNCLEAR;
    }

    private static String target(URI url) {
        return url.getRawQuery() == null
                ? url.getRawPath()
                : url.getRawPath() + "?" + url.getRawQuery();
    }

    private Attempt judged(Findings findings, UpstreamGet.Answer answer, Optional<String> secret) {
        Knowledge plain =
                watch.incident(findings.provider.id()).isPresent()
                        ? Knowledge.PLAIN.withIncident()
                        : Knowledge.PLAIN;
        Verdict verdict =
                UpstreamClassifier.standard()
                        .classify(
                                new UpstreamAnswer(
                                        findings.provider.name(),
                                        findings.provider.dialect(),
                                        answer.status(),
                                        answer.headers(),
                                        answer.body().length > CLASSIFIED_BYTES
                                                ? Arrays.copyOf(answer.body(), CLASSIFIED_BYTES)
                                                : answer.body(),
                                        findings.at),
                                secret.map(plain::withSecret).orElseGet(plain::withoutCredential));
        if (answer.status() / 100 == 2) {
            Optional<Integer> models = ModelCount.of(answer.body());
            if (models.isPresent()) {
                return new Attempt(findings.works(answer.status(), models.get()), Optional.empty());
            }
        }
        return switch (verdict) {
            case Verdict.CallerRequest(var finding) ->
                    new Attempt(findings.unclear(answer.status(), finding), Optional.empty());
            case Verdict.ProviderTrouble trouble -> troubled(findings, answer.status(), trouble);
        };
    }

    private static Attempt troubled(
            Findings findings, int status, Verdict.ProviderTrouble trouble) {
        UpstreamFault fault =
                findings.fault(
                        trouble.reason(),
                        trouble.marksCredential(),
                        trouble.retryAfter(),
                        status,
                        trouble.finding().rule(),
                        trouble.finding().evidence(),
                        trouble.finding().message());
        Outcome outcome =
                fault.isRate()
                        ? Outcome.LIMITED
                        : fault.marks()
                                ? Outcome.REFUSED
                                : fault.isOutage() ? Outcome.UNREACHABLE : Outcome.UNCLEAR;
        return new Attempt(
                findings.refused(outcome, trouble, status),
                outcome == Outcome.UNCLEAR ? Optional.empty() : Optional.of(fault));
    }

    /// What every answer to one check has.
    private record Findings(
            Provider provider, Optional<ProviderCredential> credential, Instant at, long began) {

        CredentialCheck works(int status, int models) {
            return check(
                    Outcome.WORKS,
                    "",
                    Optional.of(status),
                    Optional.of(models),
                    "",
                    "",
                    "lists " + models + " models",
                    "");
        }

        CredentialCheck said(Outcome outcome, String said) {
            return check(outcome, "", Optional.empty(), Optional.empty(), "", "", said, "");
        }

        CredentialCheck unclear(int status, Verdict.Finding finding) {
            return check(
                    Outcome.UNCLEAR,
                    "",
                    Optional.of(status),
                    Optional.empty(),
                    finding.rule(),
                    finding.evidence(),
                    "the provider doesn't list its models, and says nothing against the credential",
                    "");
        }

        CredentialCheck refused(
                Outcome outcome, Reason reason, Optional<Integer> status, String said) {
            return check(
                    outcome,
                    reason.code(),
                    status,
                    Optional.empty(),
                    "",
                    "",
                    said,
                    reason.fix(Map.of()));
        }

        CredentialCheck refused(Outcome outcome, Verdict.ProviderTrouble trouble, int status) {
            Verdict.Finding finding = trouble.finding();
            return check(
                    outcome,
                    trouble.reason().code(),
                    Optional.of(status),
                    Optional.empty(),
                    finding.rule(),
                    finding.evidence(),
                    finding.message().isEmpty() ? finding.evidence() : finding.message(),
                    trouble.reason().fix(trouble.words()));
        }

        UpstreamFault fault(
                Reason reason,
                boolean marks,
                Optional<Duration> retryAfter,
                int status,
                String rule,
                String evidence,
                String message) {
            return new UpstreamFault(
                    at, reason, marks, retryAfter, status, rule, evidence, message, "");
        }

        private CredentialCheck check(
                Outcome outcome,
                String code,
                Optional<Integer> status,
                Optional<Integer> models,
                String rule,
                String evidence,
                String said,
                String fix) {
            return new CredentialCheck(
                    at,
                    provider.name(),
                    credential.map(ProviderCredential::id),
                    credential.map(ProviderCredential::name).orElse(""),
                    outcome,
                    code,
                    status,
                    models,
                    (System.nanoTime() - began) / 1_000_000,
                    rule,
                    evidence,
                    said,
                    fix);
        }
    }
}
