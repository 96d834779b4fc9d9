package dev.cardea.admission;

import dev.cardea.model.Application;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Entity;
import dev.cardea.model.KeyType;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Organization;
import dev.cardea.model.Owner;
import dev.cardea.model.Stage;
import dev.cardea.model.Standing;
import dev.cardea.model.Team;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Those who stand behind a key: its owner, and the application, team and organization it belongs to.
final class OwnerRules {
    static final Rule OWNER_THERE =
            Rule.ofState(
                    Stage.OWNER,
                    "does the key have an owner of its organization?",
                    Rule.Needs.KEY,
                    OwnerRules::missing,
                    OwnerRules::owner);

    static final Rule OWNER_IN_GOOD_STANDING =
            Rule.ofState(
                            Stage.OWNER,
                            "is the owner active and in good standing?",
                            Rule.Needs.KEY,
                            OwnerRules::standing,
                            OwnerRules::owner)
                    .mendedBy(OwnerRules::reinstated);

    static final Rule OWNER_NOT_LOCKED =
            Rule.ofState(
                            Stage.OWNER,
                            "is the owner not locked for now?",
                            Rule.Needs.KEY,
                            OwnerRules::locked,
                            OwnerRules::owner)
                    .mendedBy(OwnerRules::unlocked);

    static final Rule ORGANIZATION_ACTIVE =
            Rule.ofState(
                            Stage.OWNER,
                            "is the organization active?",
                            Rule.Needs.KEY,
                            c -> {
                                Organization it = c.caller().organization();
                                return it == null
                                        ? Faults.of("ORGANIZATION_DELETED")
                                        : stopped(
                                                it.state(),
                                                "ORGANIZATION_SUSPENDED",
                                                "ORGANIZATION_DELETED");
                            },
                            (c, e) -> {
                                Organization it = c.caller().organization();
                                e.input("state", it == null ? "no record" : it.state()).read(it);
                            })
                    .mendedBy(c -> revived(c.caller().organization()));

    static final Rule TEAM_ACTIVE =
            Rule.ofState(
                            Stage.OWNER,
                            "is the team active?",
                            Rule.Needs.KEY,
                            c -> {
                                Team team = c.caller().team();
                                if (c.caller().application() == null) {
                                    return null;
                                }
                                return team == null
                                                || !team.organization()
                                                        .equals(c.key().organization())
                                        ? Faults.of("TEAM_DELETED")
                                        : stopped(team.state(), "TEAM_SUSPENDED", "TEAM_DELETED");
                            },
                            (c, e) -> {
                                Team it = c.caller().team();
                                e.input("state", it == null ? "no record" : it.state()).read(it);
                            })
                    .mendedBy(c -> revived(c.caller().team()));

    static final Rule APPLICATION_ACTIVE =
            Rule.ofState(
                            Stage.OWNER,
                            "is the application switched on?",
                            Rule.Needs.KEY,
                            c -> {
                                Application it = c.caller().application();
                                if (it == null && c.key().type() == KeyType.MANAGEMENT) {
                                    return null;
                                }
                                return it == null
                                        ? Faults.of("APP_DELETED")
                                        : stopped(it.state(), "APP_DISABLED", "APP_DELETED");
                            },
                            (c, e) -> {
                                Application it = c.caller().application();
                                e.input("state", it == null ? "no record" : it.state()).read(it);
                            })
                    .mendedBy(c -> revived(c.caller().application()));

    private OwnerRules() {}

    private static @Nullable Fault missing(Case c) {
        Owner owner = c.caller().owner();
        return owner == null || !owner.organization().equals(c.key().organization())
                ? Faults.of("OWNER_MISSING")
                : null;
    }

    private static @Nullable Fault standing(Case c) {
        Owner owner = c.caller().owner();
        if (owner == null) {
            return null;
        }
        return switch (owner.standing()) {
            case ACTIVE -> null;
            case INACTIVE -> Faults.of("OWNER_INACTIVE");
            case SUSPENDED_BILLING -> Faults.of("OWNER_SUSPENDED_BILLING");
            case SUSPENDED_POLICY -> Faults.of("OWNER_SUSPENDED_POLICY");
            case UNDER_REVIEW -> Faults.of("OWNER_UNDER_REVIEW");
            case DISABLED ->
                    switch (owner.kind()) {
                        case USER -> Faults.of("OWNER_INACTIVE");
                        case SERVICE_ACCOUNT -> Faults.of("SERVICE_ACCOUNT_DISABLED");
                    };
            case DELETED -> Faults.of("OWNER_DELETED");
        };
    }

    private static List<Mend> reinstated(Case c) {
        Owner owner = c.caller().owner();
        return owner == null || owner.standing() == Standing.DELETED
                ? List.of()
                : List.of(
                        Mend.owner(
                                owner,
                                "/standing",
                                List.of(Mend.word(owner.standing())),
                                List.of(Mend.word(Standing.ACTIVE)),
                                it -> with(it, Standing.ACTIVE, it.lockedUntil())));
    }

    private static List<Mend> unlocked(Case c) {
        Owner owner = c.caller().owner();
        return owner == null
                ? List.of()
                : List.of(
                        Mend.owner(
                                owner,
                                "/locked_until",
                                owner.lockedUntil().stream().map(Faults::time).toList(),
                                List.of(),
                                it -> with(it, it.standing(), Optional.empty())));
    }

    private static Owner with(Owner it, Standing standing, Optional<Instant> lockedUntil) {
        return new Owner(
                it.id(),
                it.organization(),
                it.kind(),
                it.name(),
                standing,
                lockedUntil,
                it.revision());
    }

    private static List<Mend> revived(@Nullable Entity stopped) {
        return stopped == null ? List.of() : Mend.revived(stopped);
    }

    private static @Nullable Fault locked(Case c) {
        Owner owner = c.caller().owner();
        if (owner == null || owner.lockedUntil().isEmpty()) {
            return null;
        }
        Instant until = owner.lockedUntil().get();
        return until.isAfter(c.now)
                ? Faults.of("OWNER_SOFT_LOCKED", "time", Faults.time(until))
                : null;
    }

    private static @Nullable Fault stopped(Lifecycle state, String suspended, String deleted) {
        return switch (state) {
            case ACTIVE -> null;
            case SUSPENDED -> Faults.of(suspended);
            case DELETED -> Faults.of(deleted);
        };
    }

    private static void owner(Case c, Evidence e) {
        Owner owner = c.caller().owner();
        e.read(c.key()).read(owner);
        if (owner != null) {
            e.input("standing", owner.standing()).input("kind", owner.kind());
            owner.lockedUntil().ifPresent(until -> e.input("locked until", Faults.time(until)));
        }
    }
}
