package dev.cardea.control;

import dev.cardea.model.Key;
import java.util.Arrays;
import java.util.Optional;

/// What a management key may do, as one of its scopes says. Writing includes reading. A management
/// key without scopes may write in its own organization.
public enum AdminScope {
    INSTALLATION_WRITE("installation:write"),
    INSTALLATION_READ("installation:read"),
    ORGANIZATION_WRITE("organization:write"),
    ORGANIZATION_READ("organization:read");

    private final String words;

    AdminScope(String words) {
        this.words = words;
    }

    /// As it is written in a key's scopes.
    public String words() {
        return words;
    }

    /// The scope that is written like this.
    public static Optional<AdminScope> of(String words) {
        return Arrays.stream(values()).filter(scope -> scope.words.equals(words)).findFirst();
    }

    /// How far a management key sees.
    public static Reach reach(Key key) {
        return has(key, INSTALLATION_WRITE) || has(key, INSTALLATION_READ)
                ? Reach.installation()
                : new Reach.Within(key.organization());
    }

    /// Whether a management key may change what it sees.
    public static boolean writes(Key key) {
        if (has(key, INSTALLATION_READ) && !has(key, INSTALLATION_WRITE)) {
            return false;
        }
        return key.grants().scopes().isEmpty()
                || has(key, INSTALLATION_WRITE)
                || has(key, ORGANIZATION_WRITE);
    }

    private static boolean has(Key key, AdminScope scope) {
        return key.grants().scopes().contains(scope.words);
    }
}
