package dev.cardea.storage;

import dev.cardea.model.Application;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.CredentialId;
import dev.cardea.model.Entity;
import dev.cardea.model.Id;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.ProviderId;
import dev.cardea.model.RouteId;
import dev.cardea.model.Team;
import dev.cardea.model.TeamId;
import java.util.Optional;

/// What sort of record something is. The label is stored, so it stays as it is.
public enum EntityKind {
    ORGANIZATION("organization", Organization.class, OrganizationId.PREFIX),
    TEAM("team", Team.class, TeamId.PREFIX),
    APPLICATION("application", Application.class, ApplicationId.PREFIX),
    OWNER("owner", Owner.class, OwnerId.PREFIX),
    KEY("key", Key.class, KeyId.PREFIX),
    PROVIDER("provider", Provider.class, ProviderId.PREFIX),
    CREDENTIAL("credential", ProviderCredential.class, CredentialId.PREFIX),
    ROUTE("route", ModelRoute.class, RouteId.PREFIX);

    private final String label;
    private final Class<? extends Entity> type;
    private final String prefix;

    EntityKind(String label, Class<? extends Entity> type, String prefix) {
        this.label = label;
        this.type = type;
        this.prefix = prefix;
    }

    /// As it is called in stores and messages.
    public String label() {
        return label;
    }

    /// The record type.
    public Class<? extends Entity> type() {
        return type;
    }

    /// The kind with this label.
    public static Optional<EntityKind> ofLabel(String label) {
        for (EntityKind kind : values()) {
            if (kind.label.equals(label)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /// The kind of this type of record.
    public static EntityKind of(Class<? extends Entity> type) {
        for (EntityKind kind : values()) {
            if (kind.type.equals(type)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(type.getSimpleName() + " is no kind of record");
    }

    /// The kind of this record.
    public static EntityKind of(Entity entity) {
        return of(entity.getClass());
    }

    /// The id with this text, of whichever kind its prefix tells.
    ///
    /// @throws IllegalArgumentException when no kind has such ids
    public static Id parseId(String text) {
        for (EntityKind kind : values()) {
            if (text.startsWith(kind.prefix)) {
                return switch (kind) {
                    case ORGANIZATION -> new OrganizationId(text);
                    case TEAM -> new TeamId(text);
                    case APPLICATION -> new ApplicationId(text);
                    case OWNER -> new OwnerId(text);
                    case KEY -> new KeyId(text);
                    case PROVIDER -> new ProviderId(text);
                    case CREDENTIAL -> new CredentialId(text);
                    case ROUTE -> new RouteId(text);
                };
            }
        }
        throw new IllegalArgumentException("no kind of record has an id like '%s'".formatted(text));
    }
}
