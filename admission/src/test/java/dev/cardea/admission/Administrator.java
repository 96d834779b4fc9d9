package dev.cardea.admission;

import dev.cardea.model.Application;
import dev.cardea.model.Change;
import dev.cardea.model.Entity;
import dev.cardea.model.Grants;
import dev.cardea.model.Key;
import dev.cardea.model.KeyState;
import dev.cardea.model.Lifecycle;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Network;
import dev.cardea.model.Organization;
import dev.cardea.model.Owner;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Standing;
import dev.cardea.model.Team;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes proposed changes by what they say.
final class Administrator {
    private Administrator() {}

    static Snapshot make(Snapshot snapshot, List<ProposedChange> changes) {
        Snapshot after = snapshot;
        for (ProposedChange change : changes) {
            after =
                    after.with(
                            new Change(
                                    after.revision() + 1,
                                    after.asOf(),
                                    changed(record(after, change.record()), change)));
        }
        return after;
    }

    private static Entity record(Snapshot snapshot, String id) {
        return Stream.of(
                        snapshot.keys().values(),
                        snapshot.organizations().values(),
                        snapshot.teams().values(),
                        snapshot.applications().values(),
                        snapshot.owners().values(),
                        snapshot.credentials().values())
                .flatMap(it -> it.stream().map(Entity.class::cast))
                .filter(it -> it.id().value().equals(id))
                .findAny()
                .orElseThrow();
    }

    private static Entity changed(Entity entity, ProposedChange change) {
        String member = change.member();
        List<String> to = change.to();
        if (member.startsWith("/grants/")) {
            return granted(entity, member.substring("/grants/".length()), to);
        }
        return switch (entity) {
            case Key it ->
                    switch (member) {
                        case "/state" -> it.withState(word(KeyState.class, to));
                        case "/not_before" -> it.withTimes(micros(to, 0), it.expiresAtMicros());
                        case "/expires_at" ->
                                it.withTimes(it.notBeforeMicros(), micros(to, Long.MAX_VALUE));
                        default -> throw new AssertionError(change);
                    };
            case Owner it ->
                    new Owner(
                            it.id(),
                            it.organization(),
                            it.kind(),
                            it.name(),
                            member.equals("/standing") ? word(Standing.class, to) : it.standing(),
                            member.equals("/locked_until")
                                    ? to.stream().map(Instant::parse).findFirst()
                                    : it.lockedUntil(),
                            it.revision());
            case Organization it -> it.withState(word(Lifecycle.class, to));
            case Team it -> it.withState(word(Lifecycle.class, to));
            case Application it -> it.withState(word(Lifecycle.class, to));
            case ProviderCredential it -> it.withEnabled(Boolean.parseBoolean(to.getFirst()));
            case Provider _, ModelRoute _ -> throw new AssertionError(change);
        };
    }

    private static Entity granted(Entity entity, String list, List<String> to) {
        return switch (entity) {
            case Key it -> it.withGrants(granted(it.grants(), list, to));
            case Organization it -> it.withGrants(granted(it.grants(), list, to));
            case Team it -> it.withGrants(granted(it.grants(), list, to));
            case Application it -> it.withGrants(granted(it.grants(), list, to));
            default -> throw new AssertionError(entity.id());
        };
    }

    private static Grants granted(Grants grants, String list, List<String> to) {
        return switch (list) {
            case "models" -> grants.withModels(to);
            case "endpoints" -> grants.withEndpoints(to);
            case "scopes" -> grants.withScopes(to);
            case "allowed_networks" ->
                    grants.withAllowedNetworks(to.stream().map(Network::parse).toList());
            case "blocked_networks" ->
                    grants.withBlockedNetworks(to.stream().map(Network::parse).toList());
            default -> throw new AssertionError(list);
        };
    }

    private static long micros(List<String> to, long absent) {
        return Optional.of(to)
                .filter(it -> !it.isEmpty())
                .map(it -> Instant.parse(it.getFirst()).getEpochSecond() * 1_000_000)
                .orElse(absent);
    }

    private static <E extends Enum<E>> E word(Class<E> type, List<String> to) {
        return Enum.valueOf(type, to.getFirst().toUpperCase(Locale.ROOT));
    }
}
