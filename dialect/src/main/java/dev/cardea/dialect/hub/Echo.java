package dev.cardea.dialect.hub;

import java.util.Set;

/// What an answer repeats of its request, in dialects that do so.
///
/// @param members a JSON object: members that the answer carries as the client wrote them; holds no
///     slice of the request
/// @param textTools the tools that the client gave as taking a bare text instead of an object
public record Echo(Raw members, Set<String> textTools) {
    public static final Echo NONE = new Echo(Raw.EMPTY_OBJECT, Set.of());

    public Echo {
        textTools = Set.copyOf(textTools);
    }
}
