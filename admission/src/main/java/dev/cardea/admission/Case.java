package dev.cardea.admission;

import dev.cardea.model.Application;
import dev.cardea.model.ApplicationId;
import dev.cardea.model.Call;
import dev.cardea.model.Caller;
import dev.cardea.model.Credential.Presented;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Organization;
import dev.cardea.model.Owner;
import dev.cardea.model.OwnerId;
import dev.cardea.model.Retirement;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Target;
import dev.cardea.model.Team;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A call with the records that concern it: looked up once, asked by every rule. For one decision on
/// one thread.
final class Case {
    private static final Level[] NONE = {};

    final Call call;
    final @Nullable Snapshot snapshot;
    final Instant now;
    final long nowMicros;

    /// What can be looked up, or null.
    final @Nullable Presented presented;

    /// The record whose secret was sent, intact or not.
    final @Nullable Key found;

    /// The record that the key's text names, when no secret fits.
    final @Nullable Key named;

    /// Set when the key is proven: found, and intact.
    final @Nullable Caller caller;

    /// Levels whose grants restrict anything, mostly none.
    final Level[] restricting;

    private final Terrain terrain;
    private @Nullable ModelChoice choice;

    Case(Call call, @Nullable Snapshot snapshot, Instant now, Terrain terrain) {
        this.call = call;
        this.snapshot = snapshot;
        this.now = now;
        this.nowMicros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        this.terrain = terrain;
        presented = call.credential() instanceof Presented it ? it : null;
        if (snapshot == null || presented == null) {
            found = null;
            named = null;
            caller = null;
            restricting = NONE;
            return;
        }
        found = snapshot.keysByHash().get(presented.hash());
        named =
                found == null && presented.text().isPresent()
                        ? snapshot.keys().get(presented.text().get().id())
                        : null;
        caller = found != null && found.intact() ? callerOf(found, snapshot) : null;
        restricting = caller == null ? NONE : restricting(caller);
    }

    /// The levels at which a caller is restricted in any way: the others needn't be asked.
    static Level[] restricting(Caller caller) {
        int count = 0;
        for (Level level : Level.ALL) {
            count += grants(caller, level).restrict() ? 1 : 0;
        }
        if (count == 0) {
            return NONE;
        }
        Level[] levels = new Level[count];
        int at = 0;
        for (Level level : Level.ALL) {
            if (grants(caller, level).restrict()) {
                levels[at++] = level;
            }
        }
        return levels;
    }

    /// Whether what a rule needs is known.
    boolean has(Rule.Needs needs) {
        return switch (needs) {
            case NOTHING -> true;
            case SNAPSHOT -> snapshot != null;
            case KEY -> caller != null;
            case MODEL -> caller != null && !(call.model() instanceof ModelAsk.Awaited);
        };
    }

    /// The proven caller; only for rules that need it.
    Caller caller() {
        return Objects.requireNonNull(caller);
    }

    Key key() {
        return caller().key();
    }

    Snapshot snapshot() {
        return Objects.requireNonNull(snapshot);
    }

    /// Where the call could go and where it may; worked out once.
    ModelChoice choice() {
        if (choice == null) {
            choice = ModelChoice.of(call, caller(), snapshot(), terrain, now);
        }
        return choice;
    }

    /// The end of the service of a place where the call could go, when it has come.
    @Nullable Retirement ended(Target target) {
        return terrain.ended(target, now);
    }

    /// The models that the caller may use in the format of the call.
    List<VisibleModel> visible() {
        return VisibleModel.of(caller(), snapshot(), call.operation().dialect(), terrain, now);
    }

    /// What was sent; only for rules that need a proven key.
    Presented presented() {
        return Objects.requireNonNull(presented);
    }

    /// What a proven key may do, level by level from the key up; missing records restrict nothing,
    /// because other rules refuse them.
    static Grants grants(Caller caller, Level level) {
        Application application = caller.application();
        Team team = caller.team();
        Organization organization = caller.organization();
        return switch (level) {
            case KEY -> caller.key().grants();
            case APPLICATION -> application == null ? Grants.ALL : application.grants();
            case TEAM -> team == null ? Grants.ALL : team.grants();
            case ORGANIZATION -> organization == null ? Grants.ALL : organization.grants();
        };
    }

    private static Caller callerOf(Key key, Snapshot snapshot) {
        OwnerId ownerId = key.owner();
        ApplicationId applicationId = key.application();
        Owner owner = ownerId == null ? null : snapshot.owners().get(ownerId);
        Application application =
                applicationId == null ? null : snapshot.applications().get(applicationId);
        Team team = application == null ? null : snapshot.teams().get(application.team());
        return new Caller(
                key, owner, application, team, snapshot.organizations().get(key.organization()));
    }
}
