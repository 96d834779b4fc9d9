package dev.cardea.server.config;

import dev.cardea.control.catalogue.Catalogue;
import dev.cardea.control.catalogue.CatalogueModel;
import dev.cardea.control.catalogue.CatalogueProvider;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.SecretText;
import dev.cardea.server.config.Configuration.DeclaredCredential;
import dev.cardea.server.config.Configuration.DeclaredProvider;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Takes up, unasked, the providers of the catalogue whose usual environment variables are set.
final class KnownProviders {
    private final Catalogue catalogue;

    KnownProviders(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// The providers that the environment has a credential for, except those that the file declares.
    List<DeclaredProvider> found(
            Function<String, Optional<String>> environment, Set<String> declared) {
        List<DeclaredProvider> found = new ArrayList<>();
        // What an update of the catalogue says of variables and addresses isn't taken unasked: it
        // could
        // send credentials anywhere.
        for (CatalogueProvider known : Catalogue.builtIn().providers()) {
            Optional<String> variable = known.keyVariable();
            Optional<String> secret = variable.flatMap(environment).filter(s -> !s.isBlank());
            if (secret.isPresent() && !declared.contains(known.name())) {
                declaration(known, variable.orElseThrow(), secret.get(), environment)
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<DeclaredProvider> declaration(
            CatalogueProvider known,
            String variable,
            String secret,
            Function<String, Optional<String>> environment) {
        Optional<String> elsewhere =
                known.addressVariable().flatMap(environment).filter(s -> !s.isBlank());
        String address = elsewhere.orElse(known.address());
        if (address.indexOf('{') >= 0
                || !ConfigurationReader.PROVIDER_DIALECTS.contains(known.dialect())) {
            return Optional.empty();
        }
        String origin = "environment variable " + variable;
        return Optional.of(
                new DeclaredProvider(
                        known.name(),
                        known.dialect(),
                        BaseUrl.parse(
                                address,
                                new Origin(
                                        elsewhere.isPresent()
                                                ? "environment variable "
                                                        + known.addressVariable().orElse("")
                                                : "catalogue",
                                        0)),
                        models(known.name()),
                        true,
                        List.of(),
                        known.keyless(),
                        known.responses(),
                        known.statusPage().filter(_ -> elsewhere.isEmpty()).map(URI::create),
                        true,
                        List.of(),
                        List.of(
                                new DeclaredCredential(
                                        "environment",
                                        new SecretText(secret.strip()),
                                        CredentialTerms.ANY,
                                        origin)),
                        origin));
    }

    /// The names that the catalogue lists for a provider.
    List<String> models(String provider) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return catalogue.models(provider).stream()
                .filter(model -> !model.retiredOn(today))
                .map(CatalogueModel::name)
                .toList();
    }

    /// What is known of a provider that a declaration only names.
    Optional<CatalogueProvider> named(String name) {
        return catalogue.provider(name);
    }
}
