package dev.cardea.server.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes results for people, in columns, or for programs, as JSON.
final class Printer {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final PrintWriter out;
    private final boolean json;

    Printer(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /// Prints one record: as JSON, or the named members one a line.
    void one(JsonNode node, String... members) {
        if (json) {
            out.println(JSON.writeValueAsString(node));
        } else {
            for (String member : members) {
                String value = text(node, member);
                if (!value.isEmpty()) {
                    out.printf("%-16s %s%n", member.replace('_', ' '), value);
                }
            }
        }
        out.flush();
    }

    /// Prints a list: as JSON, or the named members in columns.
    void many(JsonNode list, String... members) {
        if (json) {
            out.println(JSON.writeValueAsString(list));
            out.flush();
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(members));
        for (JsonNode node : list) {
            List<String> row = new ArrayList<>();
            for (String member : members) {
                row.add(text(node, member));
            }
            rows.add(row);
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
                line.append(row.get(i));
                if (i < row.size() - 1) {
                    line.repeat(' ', width - row.get(i).length() + 2);
                }
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }

    private static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isMissingNode() || value.isNull()
                ? ""
                : value.isString() ? value.asString() : value.toString();
    }
}
