package dev.cardea.dialect.scan;

import dev.cardea.dialect.scan.RequestScan.Model;
import java.util.List;
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

    /// The stored files and the like that the body names.
    default List<RequestScan.StateReference> files() {
        return List.of();
    }

    /// The requests of a batch in it.
    default List<BatchItem> items() {
        return List.of();
    }

    /// Whether enough of it is read to decide where it may go.
    default boolean enough() {
        return model().isPresent();
    }

    /// What names the conversation for the provider's prompt cache.
    default String cacheKey() {
        return "";
    }

    /// The user on whose behalf the body says that it calls.
    default String user() {
        return "";
    }

    /// The change that asks for usage, once its place has gone by.
    default Optional<Splice.Edit> lateWish() {
        return Optional.empty();
    }

    /// By how many bytes that change may lengthen the body while its place isn't certain.
    default int wishRoom() {
        return 0;
    }

    /// Position of the byte that ends the body's value, -1 while that hasn't come.
    default long endAt() {
        return -1;
    }

    RequestScan result();
}
