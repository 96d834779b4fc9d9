package dev.cardea.control;

import dev.cardea.model.Address;
import dev.cardea.model.Entity;
import java.net.URI;
import java.util.Optional;

/// Where a provider may be, and who may change it.
final class ProviderReach {
    private ProviderReach() {}

    /// A tenant's provider is on the internet, over TLS: only those who run the gateway may point it
    /// at the machines around it.
    static void check(Mandate mandate, ProviderDraft draft) {
        if (mandate.reach().limit().isEmpty()) {
            return;
        }
        check("/base_url", draft.baseUrl());
        draft.statusPage().ifPresent(page -> check("/status_page", page));
    }

    private static void check(String pointer, URI url) {
        if (Address.isNear(url.getHost()) || !"https".equals(url.getScheme())) {
            throw new ControlFailure.Invalid(
                    pointer, "a provider of an organization is reached by https in public");
        }
    }

    /// Refuses to change what configuration declares.
    static void undeclared(Entity entity, Optional<String> declaredAt) {
        declaredAt.ifPresent(where -> {
            throw new ControlFailure.Declared(entity.id(), where);
        });
    }
}
