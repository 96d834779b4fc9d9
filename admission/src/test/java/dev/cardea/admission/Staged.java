package dev.cardea.admission;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// A scenario ready to be played: the world as it stands, the request, and what else is the matter.
public record Staged(World world, Request request, Twist twist) {
    private static final Map<String, Function<World, Staged>> SETUPS = new HashMap<>();

    static {
        SETUPS.putAll(CredentialScenarios.ALL);
        SETUPS.putAll(StateScenarios.ALL);
    }

    /// What is out of the ordinary besides world and request.
    public enum Twist {
        NONE,
        /// The call goes to the admin API.
        ADMIN_API,
        /// A check throws.
        FAULTY_CHECK,
        /// There is nothing to decide from.
        NO_SNAPSHOT,
        /// The provider refuses the gateway's credential.
        PROVIDER_REFUSES,
        /// The node has heard of a change that it hasn't yet.
        JUST_BEHIND,
        /// The node has been behind for a minute.
        LONG_BEHIND
    }

    /// Ids of all scenarios that are set up.
    static Iterable<String> ids() {
        return SETUPS.keySet();
    }

    /// Sets up a scenario in a fresh world.
    public static Staged of(Scenario scenario, World world) {
        return Objects.requireNonNull(SETUPS.get(scenario.id()), scenario.id()).apply(world);
    }
}
