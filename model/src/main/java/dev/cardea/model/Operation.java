package dev.cardea.model;

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
/// @param provider the provider that a pass-through path names
public record Operation(
        Endpoint endpoint,
        Dialect dialect,
        String method,
        String path,
        boolean methodFits,
        Optional<String> provider) {

    private static final Map<String, Endpoint> BY_PATH = new HashMap<>();
    private static final Map<Endpoint, Operation> FITTING = new HashMap<>();

    static {
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint != Endpoint.PASS_THROUGH && endpoint != Endpoint.UNKNOWN) {
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
                endpoint == Endpoint.MODELS ? hinted(fields, Dialect.OPENAI) : endpoint.dialect(),
                method,
                path,
                endpoint.method().equals(method),
                Optional.empty());
    }

    private static Operation other(String method, String path, RequestFields fields) {
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
        Dialect dialect =
                path.startsWith("/v1beta/")
                        ? Dialect.GEMINI
                        : path.startsWith("/v1/messages")
                                ? Dialect.ANTHROPIC
                                : hinted(
                                        fields,
                                        path.startsWith("/v1/") ? Dialect.OPENAI : Dialect.REST);
        return new Operation(Endpoint.UNKNOWN, dialect, method, path, true, Optional.empty());
    }

    private static Dialect hinted(RequestFields fields, Dialect otherwise) {
        if (fields.first("x-goog-api-key") != null) {
            return Dialect.GEMINI;
        }
        return fields.first("anthropic-version") != null ? Dialect.ANTHROPIC : otherwise;
    }
}
