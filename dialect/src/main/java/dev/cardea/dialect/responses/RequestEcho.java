package dev.cardea.dialect.responses;

import dev.cardea.dialect.hub.Echo;
import dev.cardea.dialect.hub.GivenTool;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Raw;
import java.util.HashMap;
import java.util.Map;

/// The members of a request that its response repeats, each with the value that holds when the client
/// says none. Official SDKs refuse a response that lacks them. Members that Cardea can't honour
/// (`store`, `truncation`, `background`) say so.
final class RequestEcho {
    private static final Map<String, Raw> DEFAULTS =
            Map.of(
                    "metadata", Raw.EMPTY_OBJECT,
                    "parallel_tool_calls", Raw.json("true"),
                    "reasoning", Raw.json("{\"effort\":null,\"summary\":null}"),
                    "temperature", Raw.json("1.0"),
                    "text", Raw.json("{\"format\":{\"type\":\"text\"}}"),
                    "tool_choice", Raw.text("auto"),
                    "tools", Raw.json("[]"),
                    "top_logprobs", Raw.json("0"),
                    "top_p", Raw.json("1.0"));
    private static final String[] MEMBERS = {
        "instructions",
        "max_output_tokens",
        "metadata",
        "parallel_tool_calls",
        "reasoning",
        "safety_identifier",
        "temperature",
        "text",
        "tool_choice",
        "tools",
        "top_logprobs",
        "top_p",
        "user"
    };

    private final Map<String, Raw> said = new HashMap<>();

    /// Notes what the client says, and gives it back.
    Raw put(String name, Raw value) {
        said.put(name, value);
        return value;
    }

    /// @param tools those that became functions otherwise than as they are
    Echo build(Map<String, GivenTool> tools) {
        int size = 512;
        for (Raw value : said.values()) {
            size += value.length() + 24;
        }
        JsonOut out = new JsonOut(size).object().field("background", false);
        out.name("max_tool_calls").nothing().name("previous_response_id").nothing();
        out.field("store", false).field("truncation", "disabled");
        for (String member : MEMBERS) {
            Raw value = said.getOrDefault(member, DEFAULTS.get(member));
            out.name(member);
            if (value == null) {
                out.nothing();
            } else {
                out.value(value);
            }
        }
        return new Echo(out.end().toRaw(), tools);
    }
}
