package dev.cardea.server.config;

import dev.cardea.control.ApplyRoutes;
import dev.cardea.control.catalogue.Catalogue;
import dev.cardea.control.catalogue.CatalogueOverride;
import dev.cardea.control.catalogue.CatalogueSource;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.Dialect;
import dev.cardea.model.Environment;
import dev.cardea.model.Network;
import dev.cardea.model.SecretText;
import dev.cardea.relay.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Everything that an operator may set, complete with defaults. `docs/cardea.default.yaml` lists every
/// key with its unit, environment variable and default.
///
/// @param home the folder that holds keys, store, snapshot and call log
/// @param admin address of the admin API
/// @param adminHosts host names under which the admin API answers, besides loopback ones
/// @param publicUrl what clients call the data plane; the base of `doc_url`
/// @param trustedProxies whose forwarding headers count
/// @param keyInQuery whether `?key=` is read as a credential
/// @param declarations what `providers` are under another catalogue
/// @param routes model names of the operator's own, for the whole installation
/// @param idempotencyKeys how long repetitions of an admin request are recognised
/// @param catalogue of providers and models
/// @param upstreamRules a table of classifier rules in place of the built-in one
/// @param drain how long streams in flight may take at shutdown
/// @param notices what the operator should be told at start
public record Configuration(
        Path home,
        List<Listener> listeners,
        InetSocketAddress admin,
        List<String> adminHosts,
        URI publicUrl,
        Limits limits,
        List<Network> trustedProxies,
        boolean keyInQuery,
        Store store,
        Duration idempotencyKeys,
        CallLog callLog,
        Checks checks,
        CatalogueSettings catalogue,
        Optional<Path> upstreamRules,
        List<DeclaredProvider> providers,
        Declarations declarations,
        List<ApplyRoutes.Declared> routes,
        Duration drain,
        List<String> notices) {

    /// The same on any free loopback ports, for runs that mustn't be in anybody's way.
    public Configuration onFreePorts() {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new Configuration(
                home,
                listeners.stream().map(l -> new Listener(free, l.environment(), l.tls())).toList(),
                free,
                adminHosts,
                publicUrl,
                limits,
                trustedProxies,
                keyInQuery,
                store,
                idempotencyKeys,
                callLog,
                checks,
                catalogue,
                upstreamRules,
                providers,
                declarations,
                routes,
                drain,
                notices);
    }

    /// An address that the data plane listens on.
    public record Listener(InetSocketAddress address, Environment environment, Optional<Tls> tls) {}

    /// PEM files, read again when they change.
    public record Tls(Path certificate, Path key) {}

    /// Where calls are cut; sizes in bytes.
    ///
    /// @param threads event loops, 0 for one per processor
    /// @param transport how they talk to sockets
    public record Limits(
            int headerBytes,
            int uriBytes,
            long bodyBytes,
            long uploadBytes,
            long translatedBytes,
            int connections,
            long heldBytes,
            Duration connect,
            Duration firstByte,
            Duration idle,
            Duration total,
            Duration header,
            int threads,
            Transport transport) {}

    /// The control store.
    public sealed interface Store {
        /// A file in the home folder.
        record Sqlite() implements Store {}

        record Postgresql(String url, String user, SecretText password) implements Store {}
    }

    /// @param retentionDays whole days that are kept
    /// @param queue how many records may wait before further ones are dropped and counted
    public record CallLog(int retentionDays, int queue, int memoryMegabytes) {}

    /// @param source where `cardea catalogue update` reads from when it isn't told
    /// @param overrides what the operator knows better of models
    public record CatalogueSettings(
            Optional<CatalogueSource> source, List<CatalogueOverride> overrides) {
        public CatalogueSettings {
            overrides = List.copyOf(overrides);
        }
    }

    /// The providers that the file and the environment declare, as a catalogue explains them.
    @FunctionalInterface
    public interface Declarations {
        /// @throws ConfigurationException when they need what the catalogue doesn't say
        List<DeclaredProvider> under(Catalogue catalogue);
    }

    /// How often to look after providers.
    ///
    /// @param credentials zero: only at credentials in doubt
    /// @param statusPages zero: never
    /// @param timeout for each look
    public record Checks(Duration credentials, Duration statusPages, Duration timeout) {}

    /// A provider as declared by the file or found in the environment.
    ///
    /// @param authorities private ones that vouch for its certificate, besides the platform's
    public record DeclaredProvider(
            String name,
            Dialect dialect,
            URI baseUrl,
            List<String> models,
            boolean unlistedModels,
            List<String> passThrough,
            boolean keyless,
            boolean responses,
            Optional<URI> statusPage,
            boolean enabled,
            List<X509Certificate> authorities,
            List<DeclaredCredential> credentials,
            String origin) {}

    public record DeclaredCredential(
            String name, SecretText secret, CredentialTerms terms, String origin) {}
}
