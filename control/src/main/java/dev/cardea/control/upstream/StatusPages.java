package dev.cardea.control.upstream;

import dev.cardea.control.upstream.UpstreamGet.Unreachable;
import dev.cardea.model.CredentialWatch;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderId;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Reads providers' status pages, and keeps what they said last. A page that can't be read says
/// nothing: an incident that it reported before stands no longer than the page is known to.
public final class StatusPages {
    private final UpstreamGet http;
    private final CredentialWatch watch;
    private final InstantSource clock;
    private final Map<ProviderId, StatusPage> pages = new ConcurrentHashMap<>();

    public StatusPages(UpstreamGet http, CredentialWatch watch, InstantSource clock) {
        this.http = http;
        this.watch = watch;
        this.clock = clock;
    }

    /// What the page of a provider said last; empty when it has none.
    public Optional<StatusPage> of(Provider provider) {
        return provider.statusPage().map(_ -> pages.getOrDefault(provider.id(), StatusPage.UNREAD));
    }

    /// Reads the page of a provider, if it has one; waits for it.
    void read(Provider provider) {
        if (provider.statusPage().isEmpty()) {
            pages.remove(provider.id());
            watch.reported(provider.id(), Optional.empty());
            return;
        }
        StatusPage page = read(provider, provider.statusPage().get());
        pages.put(provider.id(), page);
        watch.reported(
                provider.id(),
                page.isIncident() && page.trouble().isEmpty()
                        ? Optional.of(page.words())
                        : Optional.empty());
    }

    private StatusPage read(Provider provider, URI url) {
        StatusPage before = pages.getOrDefault(provider.id(), StatusPage.UNREAD);
        try {
            UpstreamGet.Answer answer = http.get(provider, url, Map.of());
            if (answer.status() != 200) {
                return before.troubled("the page answers " + answer.status());
            }
            return StatusPageReader.read(answer.body(), clock.instant())
                    .orElseGet(() -> before.troubled("the page isn't statuspage JSON"));
        } catch (Unreachable e) {
            return before.troubled(e.why());
        }
    }
}
