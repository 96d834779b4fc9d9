package dev.cardea.storage;

import dev.cardea.model.Application;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.CredentialId;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.Dialect;
import dev.cardea.model.Disclosure;
import dev.cardea.model.Entity;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeySecret;
import dev.cardea.model.KeyState;
import dev.cardea.model.KeyType;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Network;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import dev.cardea.model.OwnerKind;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Sealed;
import dev.cardea.model.Standing;
import dev.cardea.model.Team;
import dev.cardea.model.TeamId;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the records that [EntityWriter] wrote, sharing equal ids, environments and grants.
///
/// A record is read into one set of fields, whatever its kind, and made from them at its end; a
/// member that its kind doesn't have is refused.
final class EntityReader {
    private final SharedValues shared;

    private @Nullable String id;
    private long revision;
    private @Nullable String organization;
    private @Nullable String team;
    private @Nullable String application;
    private @Nullable String owner;
    private @Nullable String ownerKind;
    private @Nullable String provider;
    private @Nullable String name;
    private @Nullable String state;
    private @Nullable String disclosure;
    private @Nullable String environment;
    private @Nullable String type;
    private @Nullable String dialect;
    private @Nullable String baseUrl;
    private @Nullable String sealed;
    private @Nullable String fingerprint;
    private @Nullable String declaredAt;
    private long lockedUntil;
    private long notBefore;
    private long expiresAt;
    private boolean unlistedModels;
    private boolean keyless;
    private boolean responses;
    private @Nullable String statusPage;
    private CredentialTerms terms = CredentialTerms.ANY;
    private boolean enabled;
    private boolean intact;
    private List<KeySecret> secrets = List.of();
    private List<String> models = List.of();
    private List<String> passThrough = List.of();
    private Grants grants = Grants.ALL;
    private RouteReader route = new RouteReader();

    EntityReader(SharedValues shared) {
        this.shared = shared;
    }

    /// Reads one record; the parser stands at its opening brace, and afterwards at its closing one.
    Entity read(JsonParser json) {
        clear();
        Members.expect(json.currentToken(), JsonToken.START_OBJECT, "a record");
        if (!"kind".equals(json.nextName())) {
            throw new StoreException.Corrupt("a stored record doesn't begin with its kind");
        }
        String label = Members.text(json, "kind");
        EntityKind kind =
                EntityKind.ofLabel(label)
                        .orElseThrow(() -> new StoreException.Corrupt("unknown kind of record"));
        if (kind == EntityKind.ROUTE) {
            route = new RouteReader();
        }
        for (String member = json.nextName(); member != null; member = json.nextName()) {
            read(kind, member, json);
        }
        Members.expect(json.currentToken(), JsonToken.END_OBJECT, label);
        try {
            return made(kind);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new StoreException.Corrupt(
                    "a stored %s lacks a member or has one that doesn't fit".formatted(label));
        }
    }

    private void read(EntityKind kind, String member, JsonParser json) {
        switch (member) {
            case "id" -> id = Members.text(json, member);
            case "revision" -> revision = Members.number(json, member);
            case "name" -> name = Members.text(json, member);
            default -> {
                boolean known =
                        switch (kind) {
                            case ORGANIZATION, TEAM, APPLICATION, OWNER ->
                                    readTenant(kind, member, json);
                            case KEY -> readKey(member, json);
                            case PROVIDER -> readProvider(member, json);
                            case CREDENTIAL -> readCredential(member, json);
                            case ROUTE -> route.read(member, json);
                        };
                if (!known) {
                    throw new StoreException.Corrupt(
                            "a stored %s has a member that this version doesn't know"
                                    .formatted(kind.label()));
                }
            }
        }
    }

    private boolean readTenant(EntityKind kind, String member, JsonParser json) {
        switch (kind.label() + '.' + member) {
            case "organization.disclosure" -> disclosure = Members.text(json, member);
            case "team.organization", "owner.organization" ->
                    organization = Members.text(json, member);
            case "application.team" -> team = Members.text(json, member);
            case "owner.ownerKind" -> ownerKind = Members.text(json, member);
            case "owner.lockedUntil" -> lockedUntil = Members.number(json, member);
            case "organization.state", "team.state", "application.state", "owner.standing" ->
                    state = Members.text(json, member);
            case "organization.grants", "team.grants", "application.grants" ->
                    grants = grants(json);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean readKey(String member, JsonParser json) {
        switch (member) {
            case "organization" -> organization = Members.text(json, member);
            case "application" -> application = Members.text(json, member);
            case "owner" -> owner = Members.text(json, member);
            case "environment" -> environment = Members.text(json, member);
            case "type" -> type = Members.text(json, member);
            case "state" -> state = Members.text(json, member);
            case "secrets" -> secrets = Members.secrets(json);
            case "notBefore" -> notBefore = Members.number(json, member);
            case "expiresAt" -> expiresAt = Members.number(json, member);
            case "grants" -> grants = grants(json);
            case "intact" -> intact = Members.flag(json, member);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean readProvider(String member, JsonParser json) {
        switch (member) {
            case "organization" -> organization = Members.text(json, member);
            case "dialect" -> dialect = Members.text(json, member);
            case "baseUrl" -> baseUrl = Members.text(json, member);
            case "models" -> models = Members.texts(json, member);
            case "unlistedModels" -> unlistedModels = Members.flag(json, member);
            case "passThrough" -> passThrough = Members.texts(json, member);
            case "keyless" -> keyless = Members.flag(json, member);
            case "responses" -> responses = Members.flag(json, member);
            case "statusPage" -> statusPage = Members.text(json, member);
            case "enabled" -> enabled = Members.flag(json, member);
            case "declaredAt" -> declaredAt = Members.text(json, member);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean readCredential(String member, JsonParser json) {
        switch (member) {
            case "provider" -> provider = Members.text(json, member);
            case "organization" -> organization = Members.text(json, member);
            case "sealed" -> sealed = Members.text(json, member);
            case "fingerprint" -> fingerprint = Members.text(json, member);
            case "terms" -> terms = Members.terms(json);
            case "enabled" -> enabled = Members.flag(json, member);
            case "declaredAt" -> declaredAt = Members.text(json, member);
            default -> {
                return false;
            }
        }
        return true;
    }

    private Entity made(EntityKind kind) {
        return switch (kind) {
            case ORGANIZATION ->
                    new Organization(
                            new OrganizationId(given(id)),
                            given(name),
                            Lifecycle.valueOf(given(state)),
                            Disclosure.valueOf(given(disclosure)),
                            grants,
                            revision);
            case TEAM ->
                    new Team(
                            new TeamId(given(id)),
                            shared.organization(given(organization)),
                            given(name),
                            Lifecycle.valueOf(given(state)),
                            grants,
                            revision);
            case APPLICATION ->
                    new Application(
                            new ApplicationId(given(id)),
                            shared.team(given(team)),
                            given(name),
                            Lifecycle.valueOf(given(state)),
                            grants,
                            revision);
            case OWNER ->
                    new Owner(
                            new OwnerId(given(id)),
                            shared.organization(given(organization)),
                            OwnerKind.valueOf(given(ownerKind)),
                            given(name),
                            Standing.valueOf(given(state)),
                            lockedUntil == Long.MIN_VALUE
                                    ? Optional.empty()
                                    : Optional.of(instant(lockedUntil)),
                            revision);
            case KEY -> madeKey();
            case PROVIDER ->
                    new Provider(
                            new ProviderId(given(id)),
                            Optional.ofNullable(organization).map(shared::organization),
                            given(name),
                            Dialect.valueOf(given(dialect)),
                            URI.create(given(baseUrl)),
                            models,
                            unlistedModels,
                            passThrough,
                            keyless,
                            responses,
                            Optional.ofNullable(statusPage).map(URI::create),
                            enabled,
                            Optional.ofNullable(declaredAt),
                            revision);
            case CREDENTIAL ->
                    new ProviderCredential(
                            new CredentialId(given(id)),
                            new ProviderId(given(provider)),
                            Optional.ofNullable(organization).map(shared::organization),
                            given(name),
                            new Sealed(Base64.getDecoder().decode(given(sealed))),
                            given(fingerprint),
                            terms,
                            enabled,
                            Optional.ofNullable(declaredAt),
                            revision);
            case ROUTE -> route.made(given(id), given(name), revision);
        };
    }

    private Key madeKey() {
        return new Key(
                new KeyId(given(id)),
                shared.organization(given(organization)),
                shared.application(application),
                shared.owner(owner),
                given(name),
                shared.environment(given(environment)),
                KeyType.valueOf(given(type)),
                KeyState.valueOf(given(state)),
                secrets,
                notBefore,
                expiresAt,
                grants,
                intact,
                revision);
    }

    private static String given(@Nullable String text) {
        return Objects.requireNonNull(text);
    }

    private Grants grants(JsonParser json) {
        List<String> grantedModels = List.of();
        List<String> endpoints = List.of();
        List<String> scopes = List.of();
        List<Network> allowed = List.of();
        List<Network> blocked = List.of();
        Members.expect(json.nextToken(), JsonToken.START_OBJECT, "grants");
        for (String member = json.nextName(); member != null; member = json.nextName()) {
            switch (member) {
                case "models" -> grantedModels = Members.texts(json, member);
                case "endpoints" -> endpoints = Members.texts(json, member);
                case "scopes" -> scopes = Members.texts(json, member);
                case "allowedNetworks" -> allowed = Members.networks(json, member);
                case "blockedNetworks" -> blocked = Members.networks(json, member);
                default ->
                        throw new StoreException.Corrupt(
                                "stored grants have a member that this version doesn't know");
            }
        }
        return shared.grants(new Grants(grantedModels, endpoints, scopes, allowed, blocked));
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    private void clear() {
        id = organization = team = application = owner = ownerKind = provider = null;
        name = state = disclosure = environment = type = dialect = baseUrl = null;
        sealed = fingerprint = statusPage = declaredAt = null;
        revision = 0;
        lockedUntil = Long.MIN_VALUE;
        notBefore = 0;
        expiresAt = Long.MAX_VALUE;
        unlistedModels = keyless = responses = enabled = false;
        terms = CredentialTerms.ANY;
        intact = true;
        secrets = List.of();
        models = List.of();
        passThrough = List.of();
        grants = Grants.ALL;
    }
}
