package dev.cardea.upstreamauth;

import dev.cardea.model.CredentialHealth;
import dev.cardea.model.CredentialId;
import dev.cardea.model.CredentialState;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.CredentialWatch;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.UpstreamFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Keeps the state of each credential of this node in memory; [#states] are what is worth keeping over
/// a restart. A replaced secret begins anew. For any thread.
public final class CredentialBook implements CredentialWatch {
    private final InstantSource clock;
    private final Map<CredentialId, Page> pages = new ConcurrentHashMap<>();
    private final Map<ProviderId, AtomicReference<Commotion>> commotions =
            new ConcurrentHashMap<>();
    private final Map<ProviderId, String> incidents = new ConcurrentHashMap<>();

    public CredentialBook(InstantSource clock) {
        this.clock = clock;
    }

    /// What is kept of one secret.
    private static final class Page {
        private final String fingerprint;
        private volatile CredentialHealth health;
        private final LongAdder calls = new LongAdder();
        private final LongAdder failures = new LongAdder();
        private final Minute requests = new Minute();
        private final Minute tokens = new Minute();
        private volatile long lastAnswer;
        private volatile @Nullable UpstreamFault lastFailure;

        private Page(String fingerprint, Instant now) {
            this.fingerprint = fingerprint;
            health = CredentialHealth.fresh(now);
        }

        private synchronized void next(UnaryOperator<CredentialHealth> step) {
            health = step.apply(health);
        }
    }

    @Override
    public Fitness fitness(ProviderCredential credential, String model) {
        Page page = page(credential);
        CredentialHealth health = page.health;
        long now = clock.millis();
        if (isSpent(page, credential.terms(), now)) {
            return Fitness.SPENT;
        }
        return switch (health.state()) {
            case HEALTHY -> Fitness.READY;
            case SUSPECT -> Fitness.DOUBTFUL;
            case FAILING, DISABLED -> Fitness.FAILING;
            case COOLING -> {
                boolean over = health.until().filter(end -> end.toEpochMilli() > now).isEmpty();
                boolean sameModel =
                        health.evidence().filter(it -> it.model().equals(model)).isPresent();
                yield over
                        ? Fitness.READY
                        : health.told() && sameModel ? Fitness.COOLING : Fitness.RESTING;
            }
        };
    }

    private static boolean isSpent(Page page, CredentialTerms terms, long now) {
        return (terms.requestsPerMinute() > 0
                        && page.requests.used(now) >= terms.requestsPerMinute())
                || (terms.tokensPerMinute() > 0
                        && page.tokens.used(now) >= terms.tokensPerMinute());
    }

    @Override
    public Duration pause(ProviderCredential credential) {
        Page page = page(credential);
        long now = clock.millis();
        long spent = isSpent(page, credential.terms(), now) ? Minute.rest(now) : 0;
        long cooling = page.health.until().map(end -> end.toEpochMilli() - now).orElse(0L);
        return Duration.ofMillis(Math.max(1, Math.max(spent, cooling)));
    }

    @Override
    public void used(ProviderCredential credential) {
        Page page = page(credential);
        page.calls.increment();
        if (credential.terms().requestsPerMinute() > 0) {
            page.requests.add(1, clock.millis());
        }
    }

    @Override
    public void answered(ProviderCredential credential) {
        Page page = page(credential);
        page.lastAnswer = clock.millis();
        CredentialHealth health = page.health;
        if (health.strikes() > 0 || health.pauses() > 0) {
            page.next(it -> it.answered(clock.instant()));
        }
        calm(credential.provider());
    }

    private void calm(ProviderId provider) {
        AtomicReference<Commotion> commotion = commotions.get(provider);
        if (commotion != null && !Commotion.NONE.equals(commotion.get())) {
            commotion.set(Commotion.NONE);
        }
    }

    @Override
    public void failed(ProviderCredential credential, UpstreamFault fault) {
        Page page = page(credential);
        page.failures.increment();
        page.lastFailure = fault;
        Commotion commotion =
                commotions
                        .computeIfAbsent(
                                credential.provider(), _ -> new AtomicReference<>(Commotion.NONE))
                        .updateAndGet(it -> it.with(credential.id(), fault));
        boolean incident =
                incidents.containsKey(credential.provider()) || commotion.isIncident(fault.at());
        page.next(it -> it.failed(fault, incident));
    }

    @Override
    public void checked(ProviderCredential credential) {
        page(credential).next(it -> it.checked(clock.instant()));
    }

    @Override
    public void metered(CredentialId credential, long tokens) {
        Page page = pages.get(credential);
        if (page != null) {
            page.tokens.add(tokens, clock.millis());
        }
    }

    @Override
    public Report report(ProviderCredential credential) {
        Page page = page(credential);
        return new Report(
                page.health.at(clock.instant()),
                page.calls.sum(),
                page.failures.sum(),
                page.lastAnswer == 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(page.lastAnswer)),
                Optional.ofNullable(page.lastFailure));
    }

    @Override
    public void reported(ProviderId provider, Optional<String> incident) {
        incident.ifPresentOrElse(
                words -> incidents.put(provider, words), () -> incidents.remove(provider));
    }

    @Override
    public Optional<String> incident(ProviderId provider) {
        return Optional.ofNullable(incidents.get(provider));
    }

    /// What isn't healthy just now, in no order.
    public List<KnownState> states() {
        List<KnownState> states = new ArrayList<>();
        Instant now = clock.instant();
        pages.forEach((credential, page) -> {
            CredentialHealth health = page.health.at(now);
            if (health.state() != CredentialState.HEALTHY) {
                states.add(new KnownState(credential, page.fingerprint, health));
            }
        });
        return states;
    }

    /// Goes on with states that were known before a restart. Those of secrets that were replaced
    /// since count no more.
    public void resume(List<KnownState> states) {
        for (KnownState state : states) {
            Page page = new Page(state.fingerprint(), clock.instant());
            page.health = state.health();
            page.lastFailure = state.health().evidence().orElse(null);
            pages.putIfAbsent(state.credential(), page);
        }
    }

    private Page page(ProviderCredential credential) {
        Page page = pages.get(credential.id());
        if (page != null && page.fingerprint.equals(credential.fingerprint())) {
            return page;
        }
        return pages.compute(
                credential.id(),
                (_, known) ->
                        known != null && known.fingerprint.equals(credential.fingerprint())
                                ? known
                                : new Page(credential.fingerprint(), clock.instant()));
    }
}
