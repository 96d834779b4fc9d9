package dev.cardea.control;

import dev.cardea.model.Application;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.Entity;
import dev.cardea.model.Id;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeyState;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.OwnerId;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Team;
import dev.cardea.model.TeamId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds the keys that stop when an owner, application, team or organization is suspended or deleted:
/// to be looked at before doing so.
public final class FindAffectedKeys {
    private static final int NAMED = 100;

    private final Records records;
    private final Supplier<Snapshot> snapshots;

    public FindAffectedKeys(Records records, Supplier<Snapshot> snapshots) {
        this.records = records;
        this.snapshots = snapshots;
    }

    /// Keys that are switched on and depend on a record.
    ///
    /// @param count of all of them
    /// @param keys the first hundred by id
    public record AffectedKeys(int count, List<KeyId> keys) {
        public AffectedKeys {
            keys = List.copyOf(keys);
        }
    }

    /// The keys that depend on this owner, application, team or organization.
    ///
    /// @throws ControlFailure.NotFound when it is out of reach
    public AffectedKeys of(Reach reach, Id id) {
        records.find(reach, Entity.class, id);
        Snapshot snapshot = snapshots.get();
        Predicate<Key> depends =
                switch (id) {
                    case OwnerId it -> key -> it.equals(key.owner());
                    case ApplicationId it -> key -> it.equals(key.application());
                    case TeamId it -> key -> it.equals(team(snapshot, key));
                    case OrganizationId it -> key -> it.equals(organization(snapshot, key));
                    default ->
                            throw new ControlFailure.NotFound(
                                    "owner, application, team or organization " + id);
                };
        List<KeyId> found = new ArrayList<>();
        snapshot.keys()
                .forEach((keyId, key) -> {
                    if (key.state() == KeyState.ACTIVE && depends.test(key)) {
                        found.add(keyId);
                    }
                });
        found.sort(Comparator.comparing(KeyId::value));
        return new AffectedKeys(found.size(), found.subList(0, Math.min(NAMED, found.size())));
    }

    private static @Nullable TeamId team(Snapshot snapshot, Key key) {
        Application application =
                key.application() == null ? null : snapshot.applications().get(key.application());
        return application == null ? null : application.team();
    }

    private static OrganizationId organization(Snapshot snapshot, Key key) {
        TeamId id = team(snapshot, key);
        Team team = id == null ? null : snapshot.teams().get(id);
        return team == null ? key.organization() : team.organization();
    }
}
