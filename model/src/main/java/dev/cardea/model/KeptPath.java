package dev.cardea.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A path at which providers keep things for later calls: that of all files, of one file, of its
/// content, and the like.
///
/// @param id of the one thing, decoded; empty where the path is that of all
/// @param part what of the thing, or what is done with it, such as `content` and `cancel`; empty for
///     the thing itself
public record KeptPath(Endpoint endpoint, String id, String part) {
    /// The calls there are, by method; `#` stands for an id.
    private static final Map<Endpoint, List<String>> CALLS =
            Map.of(
                    Endpoint.FILES,
                    List.of("POST", "GET", "GET #", "DELETE #", "GET #/content"),
                    Endpoint.ANTHROPIC_FILES,
                    List.of("POST", "GET", "GET #", "DELETE #", "GET #/content"),
                    Endpoint.BATCHES,
                    List.of("POST", "GET", "GET #", "POST #/cancel"),
                    Endpoint.MESSAGE_BATCHES,
                    List.of("POST", "GET", "GET #", "DELETE #", "POST #/cancel", "GET #/results"),
                    Endpoint.STORED_RESPONSES,
                    List.of("GET #", "DELETE #", "POST #/cancel", "GET #/input_items"));

    /// Where things are counted and compacted, which makes none.
    private static final Set<String> NO_RESPONSE = Set.of("input_tokens", "compact");

    /// The path of a request; empty when nothing is kept there.
    ///
    /// @param anthropic whether its fields say that it is meant in Anthropic's way, where the path is
    ///     shared
    static Optional<KeptPath> of(String path, boolean anthropic) {
        if (!path.startsWith("/v1/")) {
            return Optional.empty();
        }
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.isOfKept()
                    && (endpoint != Endpoint.FILES || !anthropic)
                    && (endpoint != Endpoint.ANTHROPIC_FILES || anthropic)
                    && startsWith(path, endpoint.path())) {
                KeptPath kept = of(endpoint, path);
                return kept.methods().isEmpty()
                                || (endpoint == Endpoint.STORED_RESPONSES
                                        && NO_RESPONSE.contains(kept.id))
                        ? Optional.empty()
                        : Optional.of(kept);
            }
        }
        return Optional.empty();
    }

    /// The path of a request that is known to be the endpoint's.
    static KeptPath of(Endpoint endpoint, String path) {
        int from = endpoint.path().length() + 1;
        if (path.length() < from) {
            return new KeptPath(endpoint, "", "");
        }
        int slash = path.indexOf('/', from);
        return slash < 0
                ? new KeptPath(endpoint, Operation.decoded(path.substring(from)), "")
                : new KeptPath(
                        endpoint,
                        Operation.decoded(path.substring(from, slash)),
                        path.substring(slash + 1));
    }

    private static boolean startsWith(String path, String beginning) {
        return path.startsWith(beginning)
                && (path.length() == beginning.length()
                        || (path.charAt(beginning.length()) == '/'
                                && path.length() > beginning.length() + 1));
    }

    private String shape() {
        return id.isEmpty() ? "" : part.isEmpty() ? " #" : " #/" + part;
    }

    /// Whether there is such a call.
    boolean takes(String method) {
        return methods().contains(method);
    }

    /// The methods that there are for the path.
    public List<String> methods() {
        String shape = shape();
        return CALLS.getOrDefault(endpoint, List.of()).stream()
                .filter(call -> call.substring(methodOf(call).length()).equals(shape))
                .map(KeptPath::methodOf)
                .toList();
    }

    private static String methodOf(String call) {
        int blank = call.indexOf(' ');
        return blank < 0 ? call : call.substring(0, blank);
    }

    /// Whether a call puts a new thing there.
    public boolean makes(String method) {
        return id.isEmpty() && method.equals("POST");
    }

    /// Whether a call is answered by a list of things of which some may be others'.
    public boolean lists(String method) {
        return id.isEmpty() && method.equals("GET");
    }

    /// Whether a call is answered by the thing itself, as JSON.
    public boolean shows() {
        return part.isEmpty() || part.equals("cancel");
    }

    /// Whether a call is about one thing, which says which provider it is for.
    public boolean namesThing() {
        return !id.isEmpty();
    }

    /// Whether what a call names, in its path or its body, says which provider it is for.
    public boolean saysWhere(String method) {
        return namesThing()
                || (makes(method)
                        && (endpoint == Endpoint.BATCHES || endpoint == Endpoint.MESSAGE_BATCHES));
    }
}
