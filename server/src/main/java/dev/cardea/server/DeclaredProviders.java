package dev.cardea.server;

import dev.cardea.control.ApplyConfiguration.Declared;
import dev.cardea.control.ApplyConfiguration.DeclaredCredential;
import dev.cardea.control.ProviderDraft;
import dev.cardea.model.Dialect;
import dev.cardea.server.config.Configuration;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the configuration declares, in the control plane's words. With nothing declared, the built-in
/// model `echo` in both formats.
final class DeclaredProviders {
    /// A name that nothing outside this process resolves.
    static final String ECHO_HOST = "echo.localhost";

    static final String ECHO_MODEL = "echo";

    private static final String BUILT_IN = "built in";

    private DeclaredProviders() {}

    static List<Declared> of(List<Configuration.DeclaredProvider> providers) {
        List<Declared> declared = new ArrayList<>();
        for (Configuration.DeclaredProvider provider : providers) {
            declared.add(
                    new Declared(
                            new ProviderDraft(
                                    Optional.empty(),
                                    provider.name(),
                                    provider.dialect(),
                                    provider.baseUrl(),
                                    provider.models(),
                                    provider.unlistedModels(),
                                    provider.passThrough(),
                                    provider.keyless(),
                                    provider.responses(),
                                    provider.statusPage(),
                                    provider.enabled()),
                            provider.credentials().stream()
                                    .map(c ->
                                            new DeclaredCredential(
                                                    c.name(), c.secret(), c.terms(), c.origin()))
                                    .toList(),
                            provider.origin()));
        }
        if (declared.isEmpty()) {
            declared.add(echo());
        }
        return List.copyOf(declared);
    }

    private static Declared echo() {
        return new Declared(
                new ProviderDraft(
                        Optional.empty(),
                        "echo",
                        Dialect.OPENAI,
                        URI.create("http://" + ECHO_HOST + "/v1"),
                        List.of(ECHO_MODEL),
                        false,
                        List.of(),
                        true,
                        false,
                        Optional.empty(),
                        true),
                List.of(),
                BUILT_IN);
    }
}
