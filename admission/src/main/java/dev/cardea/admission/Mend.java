package dev.cardea.admission;

import dev.cardea.model.Application;
import dev.cardea.model.Entity;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.Organization;
import dev.cardea.model.Owner;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A proposed change together with how it is made, so that it can be tried out.
///
/// @param current the record as the snapshot has it
/// @param change makes it, on the record as other changes may have left it
record Mend(ProposedChange proposed, Entity current, UnaryOperator<Entity> change) {

    private static <E extends Entity> Mend of(
            E current,
            String member,
            List<String> from,
            List<String> to,
            Class<E> type,
            UnaryOperator<E> change) {
        return new Mend(
                new ProposedChange(current.id().value(), member, from, to),
                current,
                it -> change.apply(type.cast(it)));
    }

    static Mend key(
            Case c, String member, List<String> from, List<String> to, UnaryOperator<Key> change) {
        return of(c.key(), member, from, to, Key.class, change);
    }

    static Mend owner(
            Owner owner,
            String member,
            List<String> from,
            List<String> to,
            UnaryOperator<Owner> change) {
        return of(owner, member, from, to, Owner.class, change);
    }

    static Mend enabled(ProviderCredential credential) {
        return of(
                credential,
                "/enabled",
                List.of("false"),
                List.of("true"),
                ProviderCredential.class,
                it -> it.withEnabled(true));
    }

    /// Makes a stopped record work again; nothing where it was deleted.
    static List<Mend> revived(Entity current) {
        Lifecycle state =
                switch (current) {
                    case Organization it -> it.state();
                    case Team it -> it.state();
                    case Application it -> it.state();
                    default -> Lifecycle.DELETED;
                };
        return state == Lifecycle.DELETED
                ? List.of()
                : List.of(
                        new Mend(
                                new ProposedChange(
                                        current.id().value(),
                                        "/state",
                                        List.of(word(state)),
                                        List.of(word(Lifecycle.ACTIVE))),
                                current,
                                Mend::active));
    }

    private static Entity active(Entity entity) {
        return switch (entity) {
            case Organization it -> it.withState(Lifecycle.ACTIVE);
            case Team it -> it.withState(Lifecycle.ACTIVE);
            case Application it -> it.withState(Lifecycle.ACTIVE);
            default -> throw new IllegalArgumentException(entity.id() + " has no such state");
        };
    }

    /// Which list of grants a change is about.
    enum Listed {
        MODELS,
        ENDPOINTS,
        SCOPES,
        ALLOWED_NETWORKS,
        BLOCKED_NETWORKS
    }

    /// Changes one list of the grants at every level where it refuses.
    ///
    /// @param refuses whether a level's grants do
    /// @param to the list that they would have to have
    static List<Mend> grants(
            Case c, Listed listed, Predicate<Grants> refuses, Function<Grants, Grants> to) {
        List<Mend> mends = new ArrayList<>();
        for (Level level : c.restricting) {
            Entity holder = holder(c, level);
            Grants held = Case.grants(c.caller(), level);
            if (refuses.test(held)) {
                mends.add(
                        new Mend(
                                new ProposedChange(
                                        holder.id().value(),
                                        "/grants/" + word(listed),
                                        items(held, listed),
                                        items(to.apply(held), listed)),
                                holder,
                                it -> with(it, to)));
            }
        }
        return mends;
    }

    private static Entity holder(Case c, Level level) {
        return Objects.requireNonNull(
                switch (level) {
                    case KEY -> c.key();
                    case APPLICATION -> c.caller().application();
                    case TEAM -> c.caller().team();
                    case ORGANIZATION -> c.caller().organization();
                });
    }

    private static Entity with(Entity entity, Function<Grants, Grants> to) {
        return switch (entity) {
            case Key it -> it.withGrants(to.apply(it.grants()));
            case Organization it -> it.withGrants(to.apply(it.grants()));
            case Team it -> it.withGrants(to.apply(it.grants()));
            case Application it -> it.withGrants(to.apply(it.grants()));
            default -> throw new IllegalArgumentException(entity.id() + " has no grants");
        };
    }

    private static List<String> items(Grants grants, Listed listed) {
        List<?> items =
                switch (listed) {
                    case MODELS -> grants.models();
                    case ENDPOINTS -> grants.endpoints();
                    case SCOPES -> grants.scopes();
                    case ALLOWED_NETWORKS -> grants.allowedNetworks();
                    case BLOCKED_NETWORKS -> grants.blockedNetworks();
                };
        return items.stream().map(Object::toString).toList();
    }

    static <T> List<T> plus(List<T> list, T item) {
        List<T> longer = new ArrayList<>(list);
        longer.add(item);
        return longer;
    }

    /// As the admin API writes it.
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
