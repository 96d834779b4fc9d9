package dev.cardea.admission;

import dev.cardea.model.Caller;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Operation;
import dev.cardea.model.Provider;
import dev.cardea.model.Stage;
import dev.cardea.model.Wildcard;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a key may call: paths, methods and scopes.
final class PermissionRules {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /// Before the question whether the path exists, so that a key without the right doesn't learn.
    static final Rule ENDPOINT =
            Rule.ofState(
                            Stage.PERMISSION,
                            "may the key call this path?",
                            Rule.Needs.KEY,
                            c -> {
                                Caller caller = c.caller();
                                for (Level level : c.restricting) {
                                    if (!fits(
                                            Case.grants(caller, level).endpoints(),
                                            c.call.operation())) {
                                        return Faults.of("ENDPOINT_NOT_ALLOWED");
                                    }
                                }
                                return null;
                            },
                            (c, e) -> {
                                e.input("path", shown(c));
                                for (Level level : Level.ALL) {
                                    note(e, level, Case.grants(c.caller(), level).endpoints());
                                }
                                records(c, e);
                            })
                    .mendedBy(c -> {
                        String path = path(c.call.operation());
                        return path.indexOf('*') >= 0
                                ? List.of()
                                : Mend.grants(
                                        c,
                                        Mend.Listed.ENDPOINTS,
                                        held -> !fits(held.endpoints(), c.call.operation()),
                                        held ->
                                                held.withEndpoints(
                                                        Mend.plus(held.endpoints(), path)));
                    });

    static final Rule PUBLISHED =
            Rule.ofState(
                    Stage.PERMISSION,
                    "is an API published at the path?",
                    Rule.Needs.KEY,
                    c -> {
                        Endpoint endpoint = c.call.operation().endpoint();
                        return endpoint == Endpoint.UNKNOWN
                                        || (endpoint == Endpoint.PASS_THROUGH
                                                && !declared(c, false))
                                ? Faults.of("API_NOT_FOUND", "suggestion", NearestPath.of(c))
                                : null;
                    },
                    (c, e) -> e.input("path", shown(c)));

    static final Rule METHOD =
            Rule.ofState(
                    Stage.PERMISSION,
                    "does the path support the method?",
                    Rule.Needs.KEY,
                    c -> {
                        Operation operation = c.call.operation();
                        boolean fits =
                                operation.endpoint() == Endpoint.PASS_THROUGH
                                        ? declared(c, true)
                                        : operation.methodFits();
                        return fits
                                ? null
                                : Faults.of("HTTP_METHOD_NOT_SUPPORTED", "method", method(c));
                    },
                    (c, e) -> e.input("path", shown(c)));

    /// The method, when it is one that may be repeated.
    static String method(Case c) {
        String method = c.call.operation().method();
        return METHODS.contains(method) ? method : "this method";
    }

    static final Rule SCOPE =
            Rule.ofState(
                            Stage.PERMISSION,
                            "does the key have the scope that the call needs?",
                            Rule.Needs.KEY,
                            PermissionRules::scope,
                            (c, e) -> {
                                e.input("needed", Scopes.needed(c.call.operation().endpoint()));
                                for (Level level : Level.ALL) {
                                    note(e, level, Case.grants(c.caller(), level).scopes());
                                }
                                records(c, e);
                            })
                    .mendedBy(c -> {
                        String needed = Scopes.needed(c.call.operation().endpoint());
                        return Mend.grants(
                                c,
                                Mend.Listed.SCOPES,
                                held -> lacks(held.scopes(), needed),
                                held -> held.withScopes(Mend.plus(held.scopes(), needed)));
                    });

    private PermissionRules() {}

    private static @Nullable Fault scope(Case c) {
        String needed = Scopes.needed(c.call.operation().endpoint());
        Caller caller = c.caller();
        for (Level level : c.restricting) {
            List<String> held = Case.grants(caller, level).scopes();
            if (lacks(held, needed)) {
                return Faults.of("SCOPE_MISSING", "scope", needed);
            }
        }
        return null;
    }

    private static boolean lacks(List<String> held, String needed) {
        return !held.isEmpty() && held.stream().noneMatch(s -> Wildcard.matches(s, needed));
    }

    private static boolean fits(List<String> patterns, Operation operation) {
        if (patterns.isEmpty()) {
            return true;
        }
        String path = path(operation);
        for (String pattern : patterns) {
            if (Wildcard.matches(pattern, path)) {
                return true;
            }
        }
        return false;
    }

    /// The path as the caller wrote it.
    static String path(Operation operation) {
        return operation.endpoint() == Endpoint.PASS_THROUGH
                ? "/pass/" + operation.provider().orElse("") + operation.path()
                : operation.path();
    }

    /// The path with the name of a provider only where there is one: anything may stand in its place.
    private static String shown(Case c) {
        Operation operation = c.call.operation();
        boolean strange =
                operation.endpoint() == Endpoint.PASS_THROUGH
                        && c.snapshot().models().named(operation.provider().orElse("")).isEmpty();
        return strange ? "/pass/(unknown)" + operation.path() : path(operation);
    }

    /// Whether a provider that the caller sees declares the pass-through path.
    private static boolean declared(Case c, boolean withMethod) {
        Operation operation = c.call.operation();
        for (Provider provider : c.snapshot().models().named(operation.provider().orElse(""))) {
            if (!ModelChoice.sees(c.caller(), provider)) {
                continue;
            }
            for (String declared : provider.passThrough()) {
                int blank = declared.indexOf(' ');
                String method = declared.substring(0, Math.max(blank, 0));
                if (Wildcard.matches(declared.substring(blank + 1), operation.path())
                        && (!withMethod || Wildcard.matches(method, operation.method()))) {
                    return true;
                }
            }
        }
        return false;
    }

    static void note(Evidence e, Level level, List<String> list) {
        if (!list.isEmpty()) {
            e.input(level + " allows", String.join(", ", list));
        }
    }

    static void records(Case c, Evidence e) {
        e.read(c.key())
                .read(c.caller().application())
                .read(c.caller().team())
                .read(c.caller().organization());
    }
}
