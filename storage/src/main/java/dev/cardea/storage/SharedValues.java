package dev.cardea.storage;

import dev.cardea.model.ApplicationId;
import dev.cardea.model.Environment;
import dev.cardea.model.Grants;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.OwnerId;
import dev.cardea.model.TeamId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One object for each value that many records share, so that a million keys don't hold a million
/// copies of a few ids. For several threads.
final class SharedValues {
    private final Map<String, OrganizationId> organizations = new ConcurrentHashMap<>();
    private final Map<String, TeamId> teams = new ConcurrentHashMap<>();
    private final Map<String, ApplicationId> applications = new ConcurrentHashMap<>();
    private final Map<String, OwnerId> owners = new ConcurrentHashMap<>();
    private final Map<String, Environment> environments = new ConcurrentHashMap<>();
    private final Map<Grants, Grants> allGrants = new ConcurrentHashMap<>();

    OrganizationId organization(String text) {
        return shared(organizations, text, OrganizationId::new);
    }

    TeamId team(String text) {
        return shared(teams, text, TeamId::new);
    }

    @Nullable ApplicationId application(@Nullable String text) {
        return text == null ? null : shared(applications, text, ApplicationId::new);
    }

    @Nullable OwnerId owner(@Nullable String text) {
        return text == null ? null : shared(owners, text, OwnerId::new);
    }

    Environment environment(String name) {
        return shared(environments, name, Environment::new);
    }

    Grants grants(Grants read) {
        return shared(allGrants, read, Grants::interned);
    }

    /// Looks first, because finding is cheaper than computing where all but a few are there.
    private static <K, V> V shared(Map<K, V> pool, K key, Function<K, V> make) {
        V found = pool.get(key);
        return found != null ? found : pool.computeIfAbsent(key, make);
    }
}
