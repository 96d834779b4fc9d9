package dev.cardea.admin;

import dev.cardea.admin.Trouble.Kind;
import dev.cardea.admin.json.Json;
import dev.cardea.admin.json.StrictReader;
import dev.cardea.admin.json.TreeWriter;
import dev.cardea.control.Mandate;
import dev.cardea.control.Reach;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A request that was let in.
///
/// @param mandate of the management key that asks; changes nothing on a path that is open to anyone
/// @param path what the variables of the path stand for
/// @param query what was sent of the parameters that the operation knows
/// @param body an empty object when nothing was sent
/// @param ifMatch the revision that a change was made from
public record Ask(
        String requestId,
        Mandate mandate,
        Map<String, String> path,
        Map<String, String> query,
        JsonNode body,
        Optional<Long> ifMatch) {

    /// The same change, made from this revision.
    Ask from(long revision) {
        return new Ask(requestId, mandate, path, query, body, Optional.of(revision));
    }

    public Reach reach() {
        return mandate.reach();
    }

    /// The id that the path names.
    ///
    /// @throws Trouble when it has no id's shape: then nothing can be found
    public <I> I id(Function<String, I> read) {
        return id("id", read);
    }

    /// The id that a variable of the path names.
    public <I> I id(String name, Function<String, I> read) {
        String text = path.getOrDefault(name, "");
        try {
            return read.apply(text);
        } catch (IllegalArgumentException _) {
            throw Trouble.of(Kind.NOT_FOUND, "this path names no id that could exist");
        }
    }

    /// A query parameter, read.
    public <T> Optional<T> parameter(String name, Function<String, T> read) {
        String text = query.get(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(read.apply(text));
        } catch (IllegalArgumentException _) {
            throw Trouble.of(Kind.PARAMETER_INVALID, "the parameter " + name + " can't be read");
        }
    }

    /// How many to a page.
    public int limit() {
        int limit = parameter("limit", Integer::valueOf).orElse(50);
        if (limit < 1 || limit > 200) {
            throw Trouble.of(Kind.PARAMETER_INVALID, "limit is 1 to 200, found " + limit);
        }
        return limit;
    }

    /// Where to go on in a list, 0 to begin.
    public long cursor() {
        return parameter("cursor", Cursor::read).orElse(0L);
    }

    /// The revision that a change was made from.
    ///
    /// @throws Trouble when it wasn't said
    public long revision() {
        return ifMatch.orElseThrow(() ->
                Trouble.of(
                        Kind.REVISION_REQUIRED,
                        "a change has to say which version it was made from"));
    }

    /// What was sent.
    public <R extends Record> R body(Class<R> type) {
        return StrictReader.read(type, body);
    }

    /// What was sent, with what was left out taken from defaults.
    public <R extends Record> R body(Class<R> type, ObjectNode defaults) {
        return StrictReader.read(type, Json.merged(defaults, object()));
    }

    /// What was sent as a merge patch (RFC 7396) of what is there.
    public <R extends Record> R patched(R current) {
        @SuppressWarnings("unchecked") // a record's class is the class of its kind
        Class<R> type = (Class<R>) current.getClass();
        return StrictReader.read(type, Json.merged(TreeWriter.write(current), object()));
    }

    /// A text that was sent as a member of the body; empty when there is none.
    public String sent(String member) {
        return body.path(member).asString("");
    }

    private JsonNode object() {
        if (!body.isObject()) {
            // Says what was found.
            StrictReader.read(Nothing.class, body);
        }
        return body;
    }

    /// An object without members.
    record Nothing() {}
}
