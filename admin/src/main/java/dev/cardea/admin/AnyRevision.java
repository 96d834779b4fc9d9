package dev.cardea.admin;

import dev.cardea.storage.StoreException;
import java.util.Comparator;
import java.util.List;

/// What `If-Match: *` comes to (RFC 9110, 13.1.1): whatever revision the record has when the change
/// arrives. Changes of others that come in between aren't overwritten; the change is made anew from them.
final class AnyRevision {
    private static final int TRIES = 5;

    private final List<Operation> operations;

    AnyRevision(List<Operation> operations) {
        this.operations = operations;
    }

    Reply handle(Operation operation, Ask ask) {
        Operation shows = shows(operation);
        for (int left = TRIES - 1; ; left--) {
            String etag = shows.handler().handle(ask).fields().getOrDefault("ETag", "");
            try {
                return operation.handler().handle(ask.from(Reply.revision(etag)));
            } catch (StoreException.Conflict e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    /// What shows the record that an operation changes: `GET` of the same path, or of the nearest above.
    private Operation shows(Operation operation) {
        return operations.stream()
                .filter(it -> it.method().equals("GET") && it.path().endsWith("}"))
                .filter(it -> (operation.path() + "/").startsWith(it.path() + "/"))
                .max(Comparator.comparingInt(it -> it.path().length()))
                .orElseThrow();
    }
}
