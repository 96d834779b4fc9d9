package dev.cardea.control.upstream;

import dev.cardea.control.ControlFailure;
import dev.cardea.control.Reach;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Checks the enabled credentials of one provider, or of all, all at once. A provider that has none
/// and needs none is asked without.
public final class CheckProviders {
    private final Supplier<Snapshot> snapshots;
    private final CheckCredential check;

    public CheckProviders(Supplier<Snapshot> snapshots, CheckCredential check) {
        this.snapshots = snapshots;
        this.check = check;
    }

    /// @param name of a provider; empty for all that are in reach
    /// @throws ControlFailure.NotFound when no enabled provider in reach is called so
    public List<CredentialCheck> check(Reach reach, Optional<String> name) {
        Snapshot snapshot = snapshots.get();
        List<Provider> providers =
                snapshot.models().providers().stream()
                        .filter(it -> reach.covers(it.organization()))
                        .filter(it -> name.isEmpty() || name.get().equals(it.name()))
                        .toList();
        if (providers.isEmpty() && name.isPresent()) {
            throw new ControlFailure.NotFound("enabled provider with this name");
        }
        List<Callable<CredentialCheck>> checks = new ArrayList<>();
        for (Provider provider : providers) {
            List<ProviderCredential> pool = snapshot.models().credentials(provider.id());
            for (ProviderCredential credential : pool) {
                checks.add(() -> check.check(provider, credential));
            }
            if (pool.isEmpty() && provider.keyless()) {
                checks.add(() -> check.tryOut(provider, Optional.empty()));
            }
        }
        return all(checks);
    }

    private static List<CredentialCheck> all(List<Callable<CredentialCheck>> checks) {
        List<CredentialCheck> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<CredentialCheck> result : threads.invokeAll(checks)) {
                results.add(result.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while providers were checked", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check failed by a fault of the gateway", e);
        }
        results.sort(
                Comparator.comparing(CredentialCheck::provider)
                        .thenComparing(CredentialCheck::name));
        return List.copyOf(results);
    }
}
