package dev.cardea.control;

import dev.cardea.model.Grants;
import dev.cardea.model.KeyType;
import dev.cardea.model.Nearest;
import java.util.Arrays;
import java.util.List;

/// Whether grants say something that can be meant.
final class GrantsCheck {
    /// What a key of the data plane may hold.
    private static final List<String> SCOPES = List.of("models:invoke", "models:read");

    private GrantsCheck() {}

    /// The grants of an organization, team or application.
    static Grants check(Grants grants) {
        return check(grants, SCOPES);
    }

    /// The grants of a key.
    static Grants check(Grants grants, KeyType type) {
        return check(
                grants,
                type == KeyType.MANAGEMENT
                        ? Arrays.stream(AdminScope.values()).map(AdminScope::words).toList()
                        : SCOPES);
    }

    private static Grants check(Grants grants, List<String> scopes) {
        Words.items("/grants/models", grants.models());
        Words.items("/grants/endpoints", grants.endpoints());
        for (int i = 0; i < grants.endpoints().size(); i++) {
            if (!grants.endpoints().get(i).startsWith("/")) {
                throw new ControlFailure.Invalid(
                        "/grants/endpoints/" + i, "an endpoint pattern starts with a slash");
            }
        }
        for (int i = 0; i < grants.scopes().size(); i++) {
            String scope = grants.scopes().get(i);
            if (!scopes.contains(scope)) {
                throw new ControlFailure.Invalid(
                        "/grants/scopes/" + i,
                        Nearest.of(scope, scopes)
                                .map(near -> "this scope is not known; did you mean " + near + "?")
                                .orElse("this scope is not known; known are " + scopes));
            }
        }
        return grants.interned();
    }
}
