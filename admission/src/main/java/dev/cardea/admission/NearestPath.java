package dev.cardea.admission;

import dev.cardea.model.Endpoint;
import dev.cardea.model.NearPath;
import dev.cardea.model.Operation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// Tells callers of a path where nothing is published which one they meant, and what is wrong with
/// theirs. Only paths of the gateway's own are repeated.
final class NearestPath {
    private static final int NEAR = 2;
    private static final int LONGEST = 64;

    private NearestPath() {}

    /// A sentence with a blank before it, or nothing.
    static String of(Case c) {
        Operation operation = c.call.operation();
        return operation.endpoint() == Endpoint.PASS_THROUGH
                ? ""
                : NearPath.of(operation.path())
                        .map(it -> meant(it.endpoint()) + slip(it))
                        .or(() -> misspelt(operation.path()).map(NearestPath::meant))
                        .orElse("");
    }

    private static String meant(Endpoint endpoint) {
        return " Did you mean " + endpoint.path().replace("*", "MODEL") + "?";
    }

    private static String slip(NearPath near) {
        String version =
                near.endpoint().path().substring(0, near.endpoint().path().indexOf('/', 1));
        return switch (near.slip()) {
            case WRITTEN_OTHERWISE -> " Paths are taken letter by letter.";
            case VERSION_TWICE ->
                    " The base URL ends in a version, and the client adds "
                            + version
                            + " to it: leave it out of the base URL.";
            case VERSION_MISSING -> " " + version + " is missing: let the base URL end in it.";
            case STRANGE_BEGINNING ->
                    " Something else stands before it: correct the client's base URL.";
        };
    }

    private static Optional<Endpoint> misspelt(String path) {
        return path.length() > LONGEST
                ? Optional.empty()
                : Arrays.stream(Endpoint.values())
                        .filter(it -> it != Endpoint.UNKNOWN && it != Endpoint.PASS_THROUGH)
                        .filter(it -> EditDistance.of(path, it.path()) <= NEAR)
                        .min(Comparator.comparingInt(it -> EditDistance.of(path, it.path())));
    }
}
