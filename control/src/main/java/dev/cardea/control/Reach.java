package dev.cardea.control;

import dev.cardea.model.Application;
import dev.cardea.model.Entity;
import dev.cardea.model.Key;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Organization;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Owner;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Team;
import java.util.Optional;

/// How far somebody's sight and hands go: the whole installation, or one organization. What is out of
/// reach doesn't exist as far as they can tell.
public sealed interface Reach {
    /// Everything.
    record Installation() implements Reach {}

    /// What belongs to one organization.
    record Within(OrganizationId organization) implements Reach {}

    /// The organization that it ends at, if it ends.
    default Optional<OrganizationId> limit() {
        return switch (this) {
            case Installation() -> Optional.empty();
            case Within(var id) -> Optional.of(id);
        };
    }

    /// The whole installation.
    static Reach installation() {
        return new Installation();
    }

    /// Whether things of this organization are in reach; empty stands for the installation's own.
    default boolean covers(Optional<OrganizationId> organization) {
        return switch (this) {
            case Installation() -> true;
            case Within(var id) -> organization.isPresent() && organization.get().equals(id);
        };
    }

    /// Whose a record is; empty for the installation's own.
    ///
    /// @param teams finds the team of an application
    static Optional<OrganizationId> owning(Entity entity, TeamFinder teams) {
        return switch (entity) {
            case Organization it -> Optional.of(it.id());
            case Team it -> Optional.of(it.organization());
            case Application it -> teams.find(it).map(Team::organization);
            case Owner it -> Optional.of(it.organization());
            case Key it -> Optional.of(it.organization());
            case Provider it -> it.organization();
            case ProviderCredential it -> it.organization();
            case ModelRoute it -> it.organization();
        };
    }

    /// Finds the team that an application belongs to.
    interface TeamFinder {
        Optional<Team> find(Application application);
    }
}
