package dev.cardea.model;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a request asks for, as far as its head tells.
///
/// @param endpoint [Endpoint#UNKNOWN] when nothing is published at the path
/// @param dialect the format to answer in, refusals included
/// @param path without the query
/// @param methodFits false when the path is known but not with this method
/// @param provider the provider that a pass-through path names, or the caller of an endpoint of kept
///     things by the header field [#PROVIDER_FIELD]
/// @param modelInPath the model that the path names, decoded
public record Operation(
        Endpoint endpoint,
        Dialect dialect,
        String method,
        String path,
        boolean methodFits,
        Optional<String> provider,
        Optional<String> modelInPath) {

    /// Of a path that names no model.
    public Operation(
            Endpoint endpoint,
            Dialect dialect,
            String method,
            String path,
            boolean methodFits,
            Optional<String> provider) {
        this(endpoint, dialect, method, path, methodFits, provider, Optional.empty());
    }

    /// Says at which provider files and the like are to be kept, or listed.
    public static final String PROVIDER_FIELD = "x-cardea-provider";

    private static final String MODELS = Endpoint.MODELS.path();
    private static final String GEMINI_MODELS = "/v1beta/models";
    private static final Map<String, Endpoint> BY_PATH = new HashMap<>();
    private static final Map<String, Endpoint> BY_VERB = new HashMap<>();
    private static final Map<Endpoint, Operation> FITTING = new HashMap<>();

    static {
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.modelInPath()) {
                BY_VERB.put(endpoint.path().substring(endpoint.path().indexOf(':') + 1), endpoint);
            } else if (endpoint != Endpoint.PASS_THROUGH
                    && endpoint != Endpoint.UNKNOWN
                    && !endpoint.isOfKept()) {
                BY_PATH.put(endpoint.path(), endpoint);
                FITTING.put(
                        endpoint,
                        new Operation(
                                endpoint,
                                endpoint.dialect(),
                                endpoint.method(),
                                endpoint.path(),
                                true,
                                Optional.empty()));
            }
        }
        BY_PATH.put(GEMINI_MODELS, Endpoint.MODELS);
    }

    /// The operation of a request.
    ///
    /// @param path starts with a slash, without the query
    /// @param fields decide the dialect where the path is shared: `x-goog-api-key` means Gemini,
    ///     `anthropic-version` Anthropic
    public static Operation of(String method, String path, RequestFields fields) {
        Endpoint endpoint = BY_PATH.get(path);
        if (endpoint == null) {
            return other(method, path, fields);
        }
        if (endpoint != Endpoint.MODELS && endpoint.method().equals(method)) {
            return Objects.requireNonNull(FITTING.get(endpoint));
        }
        return new Operation(
                endpoint,
                path.equals(GEMINI_MODELS)
                        ? Dialect.GEMINI
                        : endpoint == Endpoint.MODELS
                                ? hinted(fields, Dialect.OPENAI)
                                : endpoint.dialect(),
                method,
                path,
                takes(endpoint, method),
                Optional.empty());
    }

    /// One model of those that are listed: `/v1/models/M` and `/v1beta/models/M`. A `POST` there is one
    /// of Gemini's verbs, known or not.
    private static Optional<Operation> ofOneModel(
            String method, String path, RequestFields fields) {
        boolean gemini = path.startsWith(GEMINI_MODELS + "/");
        int from = (gemini ? GEMINI_MODELS : MODELS).length() + 1;
        if (method.equals("POST")
                || !(gemini || path.startsWith(MODELS + "/"))
                || path.length() == from) {
            return Optional.empty();
        }
        return Optional.of(
                new Operation(
                        Endpoint.MODELS,
                        gemini ? Dialect.GEMINI : hinted(fields, Dialect.OPENAI),
                        method,
                        path,
                        takes(Endpoint.MODELS, method),
                        Optional.empty(),
                        Optional.of(decoded(path.substring(from)))));
    }

    /// `/v1beta/models/M:verb` and `/v1/models/M:verb`. The model may hold slashes and colons; where it
    /// holds a slash, some clients leave `models/` out, and mean the same.
    private static Optional<Operation> withModelInPath(String method, String path) {
        String version =
                path.startsWith("/v1beta/") ? "/v1beta" : path.startsWith("/v1/") ? "/v1" : "";
        int colon = path.lastIndexOf(':');
        Endpoint endpoint = version.isEmpty() ? null : BY_VERB.get(path.substring(colon + 1));
        if (endpoint == null) {
            return Optional.empty();
        }
        if (!path.startsWith("/models/", version.length())) {
            boolean named = path.indexOf('/', version.length() + 1) > 0;
            return !named || path.startsWith("/v1", version.length())
                    ? Optional.empty()
                    : withModelInPath(
                            method, version + "/models" + path.substring(version.length()));
        }
        int from = version.length() + "/models/".length();
        if (colon <= from) {
            return Optional.empty();
        }
        return Optional.of(
                new Operation(
                        endpoint,
                        endpoint.dialect(),
                        method,
                        path,
                        endpoint.method().equals(method),
                        Optional.empty(),
                        Optional.of(decoded(path.substring(from, colon)))));
    }

    static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return segment;
        }
    }

    private static Operation other(String method, String path, RequestFields fields) {
        Optional<Operation> gemini = withModelInPath(method, path);
        if (gemini.isPresent()) {
            return gemini.get();
        }
        Optional<Operation> model = ofOneModel(method, path, fields);
        if (model.isPresent()) {
            return model.get();
        }
        Optional<KeptPath> kept = KeptPath.of(path, fields.first("anthropic-version") != null);
        if (kept.isPresent()) {
            return new Operation(
                    kept.get().endpoint(),
                    kept.get().endpoint().dialect(),
                    method,
                    path,
                    kept.get().takes(method),
                    Optional.ofNullable(fields.first(PROVIDER_FIELD)));
        }
        if (path.startsWith(Endpoint.PASS_THROUGH.path())) {
            int from = Endpoint.PASS_THROUGH.path().length();
            int slash = path.indexOf('/', from);
            if (slash > from) {
                return new Operation(
                        Endpoint.PASS_THROUGH,
                        Dialect.REST,
                        method,
                        path.substring(slash),
                        true,
                        Optional.of(path.substring(from, slash)));
            }
        }
        return new Operation(
                Endpoint.UNKNOWN, guessed(path, fields), method, path, true, Optional.empty());
    }

    /// What callers speak who ask for what isn't there: that of the path which they meant.
    private static Dialect guessed(String path, RequestFields fields) {
        if (path.startsWith("/v1beta/")) {
            return Dialect.GEMINI;
        }
        if (path.startsWith("/v1/messages")) {
            return Dialect.ANTHROPIC;
        }
        Dialect ofVersion = path.startsWith("/v1/") ? Dialect.OPENAI : Dialect.REST;
        return hinted(
                fields, NearPath.of(path).map(it -> it.endpoint().dialect()).orElse(ofVersion));
    }

    /// The endpoint that has this path, whatever the method; pass-through paths aside.
    static Optional<Endpoint> published(String path) {
        return Optional.ofNullable(BY_PATH.get(path))
                .or(() -> withModelInPath("", path).map(Operation::endpoint))
                .or(() -> KeptPath.of(path, false).map(KeptPath::endpoint));
    }

    /// Whether an endpoint's path takes a method.
    public static boolean fits(Endpoint endpoint, String method, String path) {
        return endpoint.isOfKept()
                ? KeptPath.of(endpoint, path).takes(method)
                : takes(endpoint, method);
    }

    /// What is to be had by `GET` is to be had by `HEAD`.
    private static boolean takes(Endpoint endpoint, String method) {
        return endpoint.method().equals("*")
                || endpoint.method().equals(method.equals("HEAD") ? "GET" : method);
    }

    /// The methods that the path takes, as the field `Allow` lists them.
    public String allowed() {
        return kept().map(it -> String.join(", ", it.methods()))
                .orElse(endpoint.method().equals("GET") ? "GET, HEAD" : endpoint.method());
    }

    /// What a call is about that a provider keeps; empty when the endpoint isn't one of such things.
    public Optional<KeptPath> kept() {
        return endpoint.isOfKept() ? Optional.of(KeptPath.of(endpoint, path)) : Optional.empty();
    }

    /// The same with another text for the path.
    public Operation withPath(String path) {
        return path.equals(this.path)
                ? this
                : new Operation(endpoint, dialect, method, path, methodFits, provider, modelInPath);
    }

    private static Dialect hinted(RequestFields fields, Dialect otherwise) {
        if (fields.first("x-goog-api-key") != null) {
            return Dialect.GEMINI;
        }
        return fields.first("anthropic-version") != null ? Dialect.ANTHROPIC : otherwise;
    }
}
