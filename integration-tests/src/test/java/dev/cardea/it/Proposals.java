package dev.cardea.it;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes the changes that a diagnosis proposes, through the admin API.
final class Proposals {
    private static final Map<String, String> KINDS =
            Map.of(
                    "key", "keys",
                    "own", "owners",
                    "app", "applications",
                    "team", "teams",
                    "org", "organizations",
                    "cred", "credentials");

    private Proposals() {}

    static void make(RunningCardea cardea, JsonNode change) {
        String id = change.path("record").asString();
        String kind = KINDS.get(id.substring(0, id.indexOf('_')));
        String path = "/admin/v1/" + kind + "/" + id;
        String member = change.path("member").asString();
        if (kind.equals("keys") && member.equals("/state")) {
            cardea.admin("POST", path + "/enable", "{}");
            return;
        }
        long revision = cardea.admin("GET", path, "").path("revision").asLong();
        cardea.admin(
                "PATCH",
                path,
                patch(member, change.path("to")).toString(),
                "if-match",
                "\"" + revision + "\"");
    }

    private static ObjectNode patch(String member, JsonNode to) {
        ObjectNode patch = RunningCardea.JSON.createObjectNode();
        if (member.startsWith("/grants/")) {
            patch.putObject("grants").set(member.substring("/grants/".length()), to);
        } else if (to.isEmpty()) {
            patch.putNull(member.substring(1));
        } else if (member.equals("/enabled")) {
            patch.put("enabled", Boolean.parseBoolean(to.get(0).asString()));
        } else {
            patch.put(member.substring(1), to.get(0).asString());
        }
        return patch;
    }
}
