package dev.cardea.storage;

import dev.cardea.model.Application;
import dev.cardea.model.Entity;
import dev.cardea.model.Id;
import dev.cardea.model.Key;
import dev.cardea.model.KeySecret;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a store looks records up by and checks about them, the same for every backend.
///
/// @param organization the tenant, where the record names one
/// @param parent what it belongs to directly, see [Query#parent]
/// @param state as [Query#state] takes it
/// @param references ids that must exist
/// @param claims what only one record may have
public record Facts(
        EntityKind kind,
        Optional<OrganizationId> organization,
        Optional<Id> parent,
        Optional<OwnerId> owner,
        String state,
        String name,
        List<Id> references,
        List<Claim> claims) {

    private static final String ENABLED = "ENABLED";
    private static final String DISABLED = "DISABLED";

    /// Something that only one record may have at a time.
    ///
    /// @param key unique in the whole store
    /// @param words what it is called in messages, without any hash
    public record Claim(String key, String words) {}

    /// The facts of a record.
    public static Facts of(Entity entity) {
        return switch (entity) {
            case Organization it ->
                    new Facts(
                            EntityKind.ORGANIZATION,
                            Optional.of(it.id()),
                            Optional.empty(),
                            Optional.empty(),
                            it.state().name(),
                            it.name(),
                            List.of(),
                            name(it.state(), "organization name", "", it.name()));
            case Team it ->
                    new Facts(
                            EntityKind.TEAM,
                            Optional.of(it.organization()),
                            Optional.of(it.organization()),
                            Optional.empty(),
                            it.state().name(),
                            it.name(),
                            List.of(it.organization()),
                            name(it.state(), "team name", it.organization().value(), it.name()));
            case Application it ->
                    new Facts(
                            EntityKind.APPLICATION,
                            Optional.empty(),
                            Optional.of(it.team()),
                            Optional.empty(),
                            it.state().name(),
                            it.name(),
                            List.of(it.team()),
                            name(it.state(), "application name", it.team().value(), it.name()));
            case Owner it ->
                    new Facts(
                            EntityKind.OWNER,
                            Optional.of(it.organization()),
                            Optional.of(it.organization()),
                            Optional.empty(),
                            it.standing().name(),
                            it.name(),
                            List.of(it.organization()),
                            List.of());
            case Key it -> ofKey(it);
            case Provider it ->
                    new Facts(
                            EntityKind.PROVIDER,
                            it.organization(),
                            Optional.empty(),
                            Optional.empty(),
                            it.enabled() ? ENABLED : DISABLED,
                            it.name(),
                            it.organization().<List<Id>>map(List::of).orElse(List.of()),
                            List.of(claim("provider name", "", it.name())));
            case ProviderCredential it -> ofCredential(it);
            case ModelRoute it -> ofRoute(it);
        };
    }

    private static Facts ofKey(Key key) {
        List<Id> references = new ArrayList<>(3);
        references.add(key.organization());
        key.applicationId().ifPresent(references::add);
        key.ownerId().ifPresent(references::add);
        List<Claim> claims = new ArrayList<>(2);
        for (KeySecret secret : key.secrets()) {
            claims.add(new Claim("hash:" + secret.hash().hex(), "the secret of this key"));
        }
        return new Facts(
                EntityKind.KEY,
                Optional.of(key.organization()),
                key.applicationId().map(id -> id),
                key.ownerId(),
                key.state().name(),
                key.name(),
                List.copyOf(references),
                List.copyOf(claims));
    }

    private static Facts ofCredential(ProviderCredential credential) {
        List<Id> references = new ArrayList<>(2);
        references.add(credential.provider());
        credential.organization().ifPresent(references::add);
        return new Facts(
                EntityKind.CREDENTIAL,
                credential.organization(),
                Optional.of(credential.provider()),
                Optional.empty(),
                credential.enabled() ? ENABLED : DISABLED,
                credential.name(),
                List.copyOf(references),
                List.of());
    }

    /// A tenant's route may have the name of one of the installation's, which it then hides.
    private static Facts ofRoute(ModelRoute route) {
        return new Facts(
                EntityKind.ROUTE,
                route.organization(),
                Optional.empty(),
                Optional.empty(),
                route.state().name(),
                route.name(),
                route.organization().<List<Id>>map(List::of).orElse(List.of()),
                name(
                        route.state(),
                        "route name",
                        route.organization().map(OrganizationId::value).orElse(""),
                        route.name()));
    }

    /// Whether a query wants a record with these facts.
    public boolean fit(Query<?> query) {
        return kind == EntityKind.of(query.type())
                && (query.organization().isEmpty() || query.organization().equals(organization))
                && (query.parent().isEmpty() || query.parent().equals(parent))
                && (query.owner().isEmpty() || query.owner().equals(owner))
                && (query.state().isEmpty() || query.state().get().equals(state))
                && (query.name().isEmpty() || query.name().get().equals(name));
    }

    /// A deleted record gives its name back.
    private static List<Claim> name(Lifecycle state, String what, String within, String name) {
        return state == Lifecycle.DELETED ? List.of() : List.of(claim(what, within, name));
    }

    private static Claim claim(String what, String within, String name) {
        return new Claim(what + ":" + within + ":" + name, "%s '%s'".formatted(what, name));
    }
}
