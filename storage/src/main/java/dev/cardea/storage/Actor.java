package dev.cardea.storage;

import dev.cardea.model.KeyId;

/// Who made a change, as text for the audit trail: the id of a key or a user, or one of the names
/// below.
///
/// @param name 1 to 128 characters
public record Actor(String name) {
    /// The gateway on its own account, at its first start and by schedule.
    public static final Actor SYSTEM = new Actor("system");

    /// The configuration file.
    public static final Actor CONFIGURATION = new Actor("configuration");

    public Actor {
        if (name.isBlank() || name.length() > 128) {
            throw new IllegalArgumentException(
                    "an actor's name has 1 to 128 characters, found " + name.length());
        }
    }

    /// Whoever holds this management key.
    public static Actor of(KeyId key) {
        return new Actor(key.value());
    }

    @Override
    public String toString() {
        return name;
    }
}
