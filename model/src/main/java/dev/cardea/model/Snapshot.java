package dev.cardea.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that the data plane decides from, as of one revision. Immutable; the next version
/// shares all that didn't change.
///
/// @param tag the three characters that key ids of this installation start with
/// @param revision of the newest change in it
/// @param asOf when the control plane was last known to have nothing newer
public record Snapshot(
        String tag,
        long revision,
        Instant asOf,
        KeyIndex keysByHash,
        Index<KeyId, Key> keys,
        Index<OrganizationId, Organization> organizations,
        Index<TeamId, Team> teams,
        Index<ApplicationId, Application> applications,
        Index<OwnerId, Owner> owners,
        Index<ProviderId, Provider> providers,
        Index<CredentialId, ProviderCredential> credentials,
        Index<RouteId, ModelRoute> routes,
        ModelTable models) {

    /// Nothing but a tag.
    public static Snapshot empty(String tag) {
        return new Snapshot(
                tag,
                0,
                Instant.EPOCH,
                KeyIndex.empty(),
                Index.empty(),
                Index.empty(),
                Index.empty(),
                Index.empty(),
                Index.empty(),
                Index.empty(),
                Index.empty(),
                Index.empty(),
                ModelTable.of(List.of(), List.of(), List.of()));
    }

    /// From all current records at once.
    public static Snapshot of(
            String tag, long revision, Instant asOf, Collection<? extends Entity> entities) {
        List<Key> issued = new ArrayList<>(entities.size());
        Snapshot others = tenants(tag, entities, issued);
        var keysByHash = new KeyIndex.Builder(issued.size());
        var keys = new Index.Builder<KeyId, Key>(issued.size());
        for (Key read : issued) {
            Key key = others.shared(read);
            key.secrets().forEach(secret -> keysByHash.put(secret, key));
            keys.put(key.id(), key);
        }
        return new Snapshot(
                tag,
                revision,
                asOf,
                keysByHash.build(),
                keys.build(),
                others.organizations,
                others.teams,
                others.applications,
                others.owners,
                others.providers,
                others.credentials,
                others.routes,
                others.models);
    }

    /// Everything but the keys, which are put into `issued`.
    private static Snapshot tenants(
            String tag, Collection<? extends Entity> entities, List<Key> issued) {
        var organizations = new Index.Builder<OrganizationId, Organization>();
        var teams = new Index.Builder<TeamId, Team>();
        var applications = new Index.Builder<ApplicationId, Application>();
        var owners = new Index.Builder<OwnerId, Owner>();
        var providers = new Index.Builder<ProviderId, Provider>();
        var credentials = new Index.Builder<CredentialId, ProviderCredential>();
        var routes = new Index.Builder<RouteId, ModelRoute>();
        for (Entity entity : entities) {
            switch (entity) {
                case Key it -> issued.add(it);
                case Organization it -> organizations.put(it.id(), it);
                case Team it -> teams.put(it.id(), it);
                case Application it -> applications.put(it.id(), it);
                case Owner it -> owners.put(it.id(), it);
                case Provider it -> providers.put(it.id(), it);
                case ProviderCredential it -> credentials.put(it.id(), it);
                case ModelRoute it -> routes.put(it.id(), it);
            }
        }
        Index<ProviderId, Provider> upstreams = providers.build();
        Index<CredentialId, ProviderCredential> secrets = credentials.build();
        Index<RouteId, ModelRoute> ways = routes.build();
        return new Snapshot(
                tag,
                0,
                Instant.EPOCH,
                KeyIndex.empty(),
                Index.empty(),
                organizations.build(),
                teams.build(),
                applications.build(),
                owners.build(),
                upstreams,
                secrets,
                ways,
                ModelTable.of(upstreams.values(), secrets.values(), ways.values()));
    }

    /// This snapshot after one change of the feed.
    public Snapshot with(Change change) {
        KeyIndex byHash = keysByHash;
        Index<KeyId, Key> byId = keys;
        Index<OrganizationId, Organization> orgs = organizations;
        Index<TeamId, Team> groups = teams;
        Index<ApplicationId, Application> apps = applications;
        Index<OwnerId, Owner> people = owners;
        Index<ProviderId, Provider> upstreams = providers;
        Index<CredentialId, ProviderCredential> secrets = credentials;
        Index<RouteId, ModelRoute> ways = routes;
        ModelTable table = models;
        switch (change.entity()) {
            case Key read -> {
                Key key = shared(read);
                byHash = withSecrets(keys.get(key.id()), key);
                byId = keys.with(key.id(), key);
            }
            case Organization it -> orgs = organizations.with(it.id(), it);
            case Team it -> groups = teams.with(it.id(), it);
            case Application it -> apps = applications.with(it.id(), it);
            case Owner it -> people = owners.with(it.id(), it);
            case Provider it -> {
                upstreams = providers.with(it.id(), it);
                table = ModelTable.of(upstreams.values(), secrets.values(), ways.values());
            }
            case ProviderCredential it -> {
                secrets = credentials.with(it.id(), it);
                table = ModelTable.of(upstreams.values(), secrets.values(), ways.values());
            }
            case ModelRoute it -> {
                ways = routes.with(it.id(), it);
                table = ModelTable.of(upstreams.values(), secrets.values(), ways.values());
            }
        }
        return new Snapshot(
                tag,
                Math.max(revision, change.revision()),
                change.at().isAfter(asOf) ? change.at() : asOf,
                byHash,
                byId,
                orgs,
                groups,
                apps,
                people,
                upstreams,
                secrets,
                ways,
                table);
    }

    /// The same content, known to be current at `asOf` and `revision`.
    public Snapshot at(long revision, Instant asOf) {
        return new Snapshot(
                tag,
                revision,
                asOf,
                keysByHash,
                keys,
                organizations,
                teams,
                applications,
                owners,
                providers,
                credentials,
                routes,
                models);
    }

    private Key shared(Key key) {
        ApplicationId application = key.application();
        OwnerId owner = key.owner();
        return key.sharing(
                organizations.get(key.organization()),
                application == null ? null : applications.get(application),
                owner == null ? null : owners.get(owner));
    }

    private KeyIndex withSecrets(@Nullable Key before, Key after) {
        KeyIndex index = keysByHash;
        if (before != null) {
            for (KeySecret secret : before.secrets()) {
                if (after.secrets().stream().noneMatch(s -> s.hash().equals(secret.hash()))) {
                    index = index.without(secret.hash());
                }
            }
        }
        for (KeySecret secret : after.secrets()) {
            index = index.with(secret, after);
        }
        return index;
    }
}
