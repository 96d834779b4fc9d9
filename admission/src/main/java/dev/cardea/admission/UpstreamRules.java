package dev.cardea.admission;

import dev.cardea.model.Caller;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Stage;
import dev.cardea.model.Target;
import org.jspecify.annotations.Nullable;

/// Whether the gateway has what the call needs upstream.
final class UpstreamRules {
    static final Rule ROUTED =
            Rule.ofState(
                    Stage.UPSTREAM,
                    "does a provider with an address serve this kind of call?",
                    Rule.Needs.MODEL,
                    c -> {
                        if (!c.choice().servable()) {
                            return Faults.of("GATEWAY_CONFIG_ERROR");
                        }
                        for (Target target : c.choice().allowed()) {
                            if (target.provider().baseUrl().getHost() == null) {
                                return Faults.of("GATEWAY_CONFIG_ERROR");
                            }
                        }
                        return null;
                    },
                    (c, e) -> {
                        e.input("providers", c.snapshot().models().providers().size());
                        c.choice()
                                .allowed()
                                .forEach(t ->
                                        e.input(t.provider().name(), t.provider().baseUrl())
                                                .read(t.provider()));
                    });

    static final Rule CREDENTIAL_AT_HAND =
            Rule.ofState(
                    Stage.UPSTREAM,
                    "does the gateway have a credential for the provider, where it needs one?",
                    Rule.Needs.MODEL,
                    UpstreamRules::credentialMissing,
                    (c, e) ->
                            c.choice()
                                    .allowed()
                                    .forEach(t -> {
                                        e.read(t.provider());
                                        c.snapshot()
                                                .models()
                                                .credentials(t.provider().id())
                                                .forEach(e::read);
                                    }));

    private UpstreamRules() {}

    private static @Nullable Fault credentialMissing(Case c) {
        for (Target target : c.choice().allowed()) {
            Provider provider = target.provider();
            if (!provider.keyless() && !hasCredential(c, target)) {
                return Faults.of("UPSTREAM_CREDENTIAL_MISSING");
            }
        }
        return null;
    }

    private static boolean hasCredential(Case c, Target target) {
        Caller caller = c.caller();
        for (ProviderCredential credential :
                c.snapshot().models().credentials(target.provider().id())) {
            if (ModelChoice.mayUse(caller, credential)
                    && credential.terms().allows(target.model())) {
                return true;
            }
        }
        return false;
    }
}
