package dev.cardea.control.upstream;

import dev.cardea.dialect.classify.Redactor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads `/api/v2/summary.json` or `/api/v2/status.json` of a status page (Atlassian Statuspage, and
/// those that imitate it).
final class StatusPageReader {
    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final int LONGEST = 200;
    private static final int MOST_INCIDENTS = 20;

    private String indicator = "";
    private String description = "";
    private final List<String> incidents = new ArrayList<>();

    private StatusPageReader() {}

    /// Empty when the body is something else.
    static Optional<StatusPage> read(byte[] body, Instant now) {
        StatusPageReader reader = new StatusPageReader();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                switch (name) {
                    case "status" -> reader.status(json);
                    case "incidents" -> reader.incidents(json);
                    default -> json.skipChildren();
                }
            }
        } catch (JacksonException _) {
            return Optional.empty();
        }
        return reader.indicator.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new StatusPage(
                                Optional.of(now),
                                "",
                                reader.indicator,
                                reader.description,
                                reader.incidents));
    }

    private void status(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            if (value != JsonToken.VALUE_STRING) {
                json.skipChildren();
            } else if (name.equals("indicator")) {
                indicator = text(json.getString());
            } else if (name.equals("description")) {
                description = text(json.getString());
            }
        }
    }

    private void incidents(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            incident(json);
        }
    }

    private void incident(JsonParser json) {
        @Nullable String title = null;
        String impact = "";
        String state = "";
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                json.skipChildren();
                continue;
            }
            switch (name) {
                case "name" -> title = text(json.getString());
                case "impact" -> impact = text(json.getString());
                case "status" -> state = text(json.getString());
                default -> {}
            }
        }
        boolean over = state.equals("resolved") || state.equals("postmortem");
        if (title != null && !over && incidents.size() < MOST_INCIDENTS) {
            incidents.add(impact.isEmpty() ? title : title + " (" + impact + ")");
        }
    }

    private static String text(String found) {
        String redacted = Redactor.standard().redact(found);
        return redacted.length() > LONGEST ? redacted.substring(0, LONGEST) + "…" : redacted;
    }
}
