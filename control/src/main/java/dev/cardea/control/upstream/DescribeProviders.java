package dev.cardea.control.upstream;

import dev.cardea.control.CredentialDescription;
import dev.cardea.control.Reach;
import dev.cardea.model.CredentialState;
import dev.cardea.model.CredentialWatch;
import dev.cardea.model.Dialect;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Snapshot;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Says how providers and the gateway's credentials there fare.
public final class DescribeProviders {
    private final Supplier<Snapshot> snapshots;
    private final CredentialWatch watch;
    private final StatusPages pages;

    public DescribeProviders(
            Supplier<Snapshot> snapshots, CredentialWatch watch, StatusPages pages) {
        this.snapshots = snapshots;
        this.watch = watch;
        this.pages = pages;
    }

    /// A provider and how it fares.
    ///
    /// @param state in one word: `ready`, `disabled`, `incident`, `no_credential`, else how the best
    ///     of its credentials fares
    /// @param incident that its status page reports
    public record ProviderStanding(
            ProviderId id,
            String name,
            Dialect dialect,
            URI baseUrl,
            boolean enabled,
            boolean keyless,
            String state,
            Optional<String> incident,
            Optional<StatusPage> statusPage,
            List<HeldCredential> credentials) {
        public ProviderStanding {
            credentials = List.copyOf(credentials);
        }
    }

    /// A credential and how it fares.
    public record HeldCredential(CredentialDescription credential, CredentialStanding health) {}

    /// All providers in reach, by name.
    public List<ProviderStanding> all(Reach reach) {
        Snapshot snapshot = snapshots.get();
        return snapshot.providers().values().stream()
                .filter(it -> reach.covers(it.organization()))
                .sorted(Comparator.comparing(Provider::name))
                .map(it -> standing(snapshot, it))
                .toList();
    }

    /// How one credential fares.
    public CredentialStanding of(ProviderCredential credential) {
        return CredentialStanding.of(credential, watch.report(credential));
    }

    private ProviderStanding standing(Snapshot snapshot, Provider provider) {
        List<HeldCredential> held =
                snapshot.credentials().values().stream()
                        .filter(it -> it.provider().equals(provider.id()))
                        .sorted(Comparator.comparing(ProviderCredential::name))
                        .map(it -> new HeldCredential(CredentialDescription.of(it), of(it)))
                        .toList();
        Optional<String> incident = watch.incident(provider.id());
        return new ProviderStanding(
                provider.id(),
                provider.name(),
                provider.dialect(),
                provider.baseUrl(),
                provider.enabled(),
                provider.keyless(),
                state(provider, incident, held),
                incident,
                pages.of(provider),
                held);
    }

    private static String state(
            Provider provider, Optional<String> incident, List<HeldCredential> held) {
        if (!provider.enabled()) {
            return "disabled";
        }
        if (incident.isPresent()) {
            return "incident";
        }
        List<CredentialState> states =
                held.stream()
                        .map(it -> it.health().state())
                        .filter(it -> it != CredentialState.DISABLED)
                        .sorted()
                        .toList();
        if (states.isEmpty()) {
            return provider.keyless() ? "ready" : "no_credential";
        }
        return switch (states.getFirst()) {
            case HEALTHY -> "ready";
            case SUSPECT -> "suspect";
            case COOLING -> "cooling";
            case FAILING -> "failing";
            case DISABLED -> "disabled";
        };
    }

    /// What an operator should look at, one line each, the worst first.
    public List<String> troubles(Reach reach) {
        List<String> troubles = new ArrayList<>();
        for (ProviderStanding provider : all(reach)) {
            if (!provider.enabled()) {
                continue;
            }
            provider.incident().ifPresent(it -> troubles.add(provider.name() + " reports: " + it));
            for (HeldCredential held : provider.credentials()) {
                CredentialStanding health = held.health();
                health.evidence()
                        .filter(_ -> health.state() != CredentialState.DISABLED)
                        .ifPresent(evidence ->
                                troubles.add(
                                        "%s/%s is %s since %s: %s; %s"
                                                .formatted(
                                                        provider.name(),
                                                        held.credential().name(),
                                                        word(health.state()),
                                                        health.since(),
                                                        evidence.code(),
                                                        health.fix())));
            }
        }
        return List.copyOf(troubles);
    }

    private static String word(CredentialState state) {
        return switch (state) {
            case HEALTHY -> "healthy";
            case SUSPECT -> "suspect";
            case COOLING -> "cooling";
            case FAILING -> "failing";
            case DISABLED -> "disabled";
        };
    }
}
