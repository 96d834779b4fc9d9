package dev.cardea.admin;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One operation of the API: what the route is registered from and what the OpenAPI document says.
///
/// @param path with `{name}` for what varies
/// @param id unique, in camel case
/// @param tag the group in the document
/// @param body what is sent; empty when nothing is
/// @param query parameters that it takes
/// @param status of success
/// @param answer the record that is answered
public record Operation(
        String method,
        String path,
        String id,
        String tag,
        String summary,
        Access access,
        Optional<Body> body,
        List<Parameter> query,
        Set<Trait> traits,
        int status,
        Class<? extends Record> answer,
        Handler handler) {

    public Operation {
        query = List.copyOf(query);
        traits = Set.copyOf(traits);
    }

    /// What an operation has besides.
    public enum Trait {
        /// `If-Match` is required: the revision that the change was made from.
        IF_MATCH,
        /// `Idempotency-Key` makes a repetition harmless.
        REPEATABLE
    }

    /// What is sent.
    ///
    /// @param optional members that may be left out
    /// @param name of the schema
    public record Body(Class<? extends Record> type, String name, Set<String> optional) {
        public Body {
            optional = Set.copyOf(optional);
        }
    }

    /// A query parameter, a text that need not be there.
    public record Parameter(String name, String says) {}

    /// Does it.
    @FunctionalInterface
    public interface Handler {
        Reply handle(Ask ask);
    }

    /// The start of an operation that reads.
    public static Draft get(String path, String id) {
        return new Draft("GET", path, id, Access.READ, 200);
    }

    /// The start of an operation that makes something.
    public static Draft post(String path, String id) {
        return new Draft("POST", path, id, Access.WRITE, 200);
    }

    /// The start of an operation that changes something.
    public static Draft patch(String path, String id) {
        return new Draft("PATCH", path, id, Access.WRITE, 200).with(Trait.IF_MATCH);
    }

    /// The start of an operation that puts something in another's place.
    public static Draft put(String path, String id) {
        return new Draft("PUT", path, id, Access.WRITE, 200).with(Trait.IF_MATCH);
    }

    /// The start of an operation that deletes something.
    public static Draft delete(String path, String id) {
        return new Draft("DELETE", path, id, Access.WRITE, 200).with(Trait.IF_MATCH);
    }

    /// Collects what an operation is.
    public static final class Draft {
        private final String method;
        private final String path;
        private final String id;
        private Access access;
        private int status;
        private String tag = "";
        private String summary = "";
        private Optional<Body> body = Optional.empty();
        private final ArrayList<Parameter> query = new ArrayList<>();
        private final EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);

        private Draft(String method, String path, String id, Access access, int status) {
            this.method = method;
            this.path = path;
            this.id = id;
            this.access = access;
            this.status = status;
        }

        public Draft says(String tag, String summary) {
            this.tag = tag;
            this.summary = summary;
            return this;
        }

        public Draft access(Access access) {
            this.access = access;
            return this;
        }

        public Draft takes(Class<? extends Record> type, String name, String... optional) {
            body = Optional.of(new Body(type, name, Set.of(optional)));
            return this;
        }

        public Draft query(String name, String says) {
            query.add(new Parameter(name, says));
            return this;
        }

        /// Pages: where to go on and how many.
        public Draft paged() {
            return query("cursor", "where to go on: next_cursor of the page before")
                    .query("limit", "how many to a page, 1 to 200; 50 when absent");
        }

        public Draft with(Trait trait) {
            traits.add(trait);
            return this;
        }

        /// It makes something new, and may be repeated.
        public Draft creates() {
            status = 201;
            return with(Trait.REPEATABLE);
        }

        public Operation answers(Class<? extends Record> answer, Handler handler) {
            return new Operation(
                    method, path, id, tag, summary, access, body, query, traits, status, answer,
                    handler);
        }
    }
}
