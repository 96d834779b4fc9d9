package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.RequestScan.Model;
import java.util.Optional;

/// Finds in a request's body, as it comes, what the gateway has to know.
interface BodyScanner {

    /// False once the body is known to be broken.
    boolean feed(byte[] bytes, int from, int to);

    Optional<Model> model();

    boolean stream();

    /// What the body refers to that a provider keeps.
    default Optional<RequestScan.StateReference> state() {
        return Optional.empty();
    }

    /// What names the conversation for the provider's prompt cache.
    default String cacheKey() {
        return "";
    }

    /// The user on whose behalf the body says that it calls.
    default String user() {
        return "";
    }

    RequestScan result();
}
