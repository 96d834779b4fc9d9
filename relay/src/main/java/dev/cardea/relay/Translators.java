package dev.cardea.relay;

import dev.cardea.admission.Reach;
import dev.cardea.dialect.translate.Translator;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Provider;
import dev.cardea.model.Route;
import dev.cardea.model.Target;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The translators between each endpoint and the providers that don't speak it, made once; and so where
/// calls can go: to providers of their own dialect, and wherever there is a translator. OpenAI Responses
/// are translated for providers of the same dialect, too, when those know Chat Completions only.
public final class Translators implements Reach {
    private final Map<Endpoint, Map<Dialect, Translator>> all = new EnumMap<>(Endpoint.class);

    public Translators() {
        for (Endpoint endpoint : Endpoint.values()) {
            Map<Dialect, Translator> byProvider = new EnumMap<>(Dialect.class);
            for (Dialect provider : Dialect.values()) {
                if (endpoint.dialect() != provider || endpoint == Endpoint.RESPONSES) {
                    Translator.of(endpoint.dialect(), endpoint, provider)
                            .ifPresent(translator -> byProvider.put(provider, translator));
                }
            }
            all.put(endpoint, byProvider);
        }
    }

    /// Whether a call goes to such a provider as it is.
    static boolean passes(Endpoint endpoint, Provider provider) {
        return endpoint == Endpoint.PASS_THROUGH || provider.speaks(endpoint);
    }

    @Override
    public boolean reaches(Endpoint endpoint, Dialect provider) {
        return endpoint.passesTo(provider) || between(endpoint, provider) != null;
    }

    /// Null when nothing at such a provider answers such a call.
    @Nullable Translator between(Endpoint endpoint, Dialect provider) {
        return all.getOrDefault(endpoint, Map.of()).get(provider);
    }

    /// Whether a call that takes this route may have to be translated, so that its body is needed as a
    /// whole.
    static boolean mayTranslate(Endpoint endpoint, Route route) {
        List<Target> targets = route.targets();
        for (int i = 0; i < targets.size(); i++) {
            if (!passes(endpoint, targets.get(i).provider())) {
                return true;
            }
        }
        return false;
    }
}
