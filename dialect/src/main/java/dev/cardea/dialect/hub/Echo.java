package dev.cardea.dialect.hub;

import java.util.Map;

/// What an answer repeats of its request, in dialects that do so.
///
/// @param members a JSON object: members that the answer carries as the client wrote them; holds no
///     slice of the request
/// @param tools the tools that the client gave in another way than as a function, by the names of the
///     functions that they became
public record Echo(Raw members, Map<String, GivenTool> tools) {
    public static final Echo NONE = new Echo(Raw.EMPTY_OBJECT, Map.of());

    public Echo {
        tools = Map.copyOf(tools);
    }

    /// The tool that the client knows for a function of this name.
    public GivenTool tool(String function) {
        GivenTool given = tools.get(function);
        return given == null ? new GivenTool("", function, false) : given;
    }
}
