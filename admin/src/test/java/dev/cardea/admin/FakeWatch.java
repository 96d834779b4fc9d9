package dev.cardea.admin;

import dev.cardea.model.CredentialHealth;
import dev.cardea.model.CredentialId;
import dev.cardea.model.CredentialWatch;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.UpstreamFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps what it is told of each credential, without clocks and incidents among credentials.
final class FakeWatch implements CredentialWatch {
    private final Map<CredentialId, CredentialHealth> known = new ConcurrentHashMap<>();
    private final Map<CredentialId, UpstreamFault> last = new ConcurrentHashMap<>();
    private final Map<ProviderId, String> incidents = new ConcurrentHashMap<>();

    private CredentialHealth health(ProviderCredential credential) {
        return known.getOrDefault(credential.id(), CredentialHealth.fresh(Instant.EPOCH));
    }

    @Override
    public Fitness fitness(ProviderCredential credential, String model) {
        return Fitness.READY;
    }

    @Override
    public Duration pause(ProviderCredential credential) {
        return Duration.ZERO;
    }

    @Override
    public void used(ProviderCredential credential) {}

    @Override
    public void answered(ProviderCredential credential) {
        known.put(credential.id(), health(credential).answered(Instant.now()));
    }

    @Override
    public void failed(ProviderCredential credential, UpstreamFault fault) {
        last.put(credential.id(), fault);
        known.put(
                credential.id(),
                health(credential).failed(fault, incidents.containsKey(credential.provider())));
    }

    @Override
    public void checked(ProviderCredential credential) {
        known.put(credential.id(), health(credential).checked(Instant.now()));
    }

    @Override
    public void metered(CredentialId credential, long tokens) {}

    @Override
    public Report report(ProviderCredential credential) {
        return new Report(
                health(credential),
                0,
                0,
                Optional.empty(),
                Optional.ofNullable(last.get(credential.id())));
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
}
