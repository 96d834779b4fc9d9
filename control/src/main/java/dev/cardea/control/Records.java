package dev.cardea.control;

import dev.cardea.model.Application;
import dev.cardea.model.Entity;
import dev.cardea.model.Id;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Team;
import dev.cardea.storage.Page;
import dev.cardea.storage.Query;
import dev.cardea.storage.Store;
import dev.cardea.storage.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads records as far as somebody may see them. The one place where tenants are kept apart: a
/// record of another organization isn't found.
public final class Records {
    private final Store store;

    public Records(Store store) {
        this.store = store;
    }

    /// The newest version of a record.
    ///
    /// @throws ControlFailure.NotFound when there is none, it is of another kind, or out of reach
    public <E extends Entity> E find(Reach reach, Class<E> type, Id id) {
        return store.find(id)
                .filter(type::isInstance)
                .filter(entity -> reach.covers(owning(entity)))
                .map(type::cast)
                .orElseThrow(() -> new ControlFailure.NotFound(id));
    }

    /// A page of records; those out of reach are left out.
    public <E extends Entity> Page<E> list(Reach reach, Query<E> query) {
        Optional<OrganizationId> own = reach.limit();
        if (own.isEmpty()) {
            return store.list(query);
        }
        if (query.organization().isPresent() && !query.organization().equals(own)) {
            return new Page<>(List.of(), OptionalLong.empty());
        }
        if (query.type() == Application.class) {
            return sifted(reach, query);
        }
        return store.list(query.organization(own.get()));
    }

    /// Applications name no organization of their own, so they are looked through one by one.
    private <E extends Entity> Page<E> sifted(Reach reach, Query<E> query) {
        List<E> found = new ArrayList<>();
        Query<E> next = query.limit(1);
        while (true) {
            Page<E> page = store.list(next);
            page.entities().stream()
                    .filter(entity -> reach.covers(owning(entity)))
                    .forEach(found::add);
            if (page.next().isEmpty() || found.size() == query.limit()) {
                return new Page<>(found, page.next());
            }
            next = next.after(page.next().getAsLong());
        }
    }

    /// Every version of a record, the oldest first, with who made it and why.
    ///
    /// @throws ControlFailure.NotFound when there is none, or it is out of reach
    public List<Version> history(Reach reach, Id id) {
        find(reach, Entity.class, id);
        return store.history(id);
    }

    /// What was done by anybody, the newest first.
    ///
    /// @param before only what has a lower revision than this
    /// @throws ControlFailure.NotEntitled to those who don't see the whole installation
    public List<Version> audit(Reach reach, long before, int limit) {
        if (reach.limit().isPresent()) {
            throw new ControlFailure.NotEntitled(AdminScope.INSTALLATION_READ.words());
        }
        return store.audit(before, limit);
    }

    /// Whose a record is; empty for the installation's own.
    Optional<OrganizationId> owning(Entity entity) {
        return Reach.owning(entity, this::team);
    }

    private Optional<Team> team(Application application) {
        return store.find(application.team()).map(Team.class::cast);
    }
}
