package dev.cardea.storage;

import dev.cardea.model.Entity;
import dev.cardea.model.Id;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.OwnerId;
import java.util.Optional;

/// Which records of one kind are wanted; each filter that is present has to fit.
///
/// @param parent what they belong to directly: a team's organization, an application's team, a key's
///     application, an owner's organization, a credential's provider
/// @param owner who answers for them; only keys have one
/// @param state as its enum constant is called; providers and credentials are `ENABLED` or `DISABLED`
/// @param name the exact name
/// @param after where to go on, from [Page#next]; 0 to begin
/// @param limit at most so many, 1 to 1,000
public record Query<E extends Entity>(
        Class<E> type,
        Optional<OrganizationId> organization,
        Optional<Id> parent,
        Optional<OwnerId> owner,
        Optional<String> state,
        Optional<String> name,
        long after,
        int limit) {
    public static final int MAX_LIMIT = 1000;

    public Query {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "limit must be 1 to %d, found %d".formatted(MAX_LIMIT, limit));
        }
        if (after < 0) {
            throw new IllegalArgumentException("a list goes on after 0 or more, found " + after);
        }
    }

    /// All of a kind, 100 to a page.
    public static <E extends Entity> Query<E> of(Class<E> type) {
        return new Query<>(
                type,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                100);
    }

    /// Those of a tenant.
    public Query<E> organization(OrganizationId organization) {
        return new Query<>(
                type, Optional.of(organization), parent, owner, state, name, after, limit);
    }

    /// Those that belong to it directly.
    public Query<E> parent(Id parent) {
        return new Query<>(
                type, organization, Optional.of(parent), owner, state, name, after, limit);
    }

    /// Those that this owner answers for.
    public Query<E> owner(OwnerId owner) {
        return new Query<>(
                type, organization, parent, Optional.of(owner), state, name, after, limit);
    }

    /// Those in this state.
    public Query<E> state(String state) {
        return new Query<>(
                type, organization, parent, owner, Optional.of(state), name, after, limit);
    }

    /// Those with this very name.
    public Query<E> name(String name) {
        return new Query<>(
                type, organization, parent, owner, state, Optional.of(name), after, limit);
    }

    /// The same from there on.
    public Query<E> after(long after) {
        return new Query<>(type, organization, parent, owner, state, name, after, limit);
    }

    /// The same with pages of this size.
    public Query<E> limit(int limit) {
        return new Query<>(type, organization, parent, owner, state, name, after, limit);
    }
}
