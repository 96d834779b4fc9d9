package dev.cardea.dialect.refusal;

import dev.cardea.dialect.scan.JsonText;

/// Writes a JSON object member by member.
final class JsonObject {
    private final StringBuilder json;
    private boolean empty = true;

    private JsonObject(StringBuilder json) {
        this.json = json.append('{');
    }

    static JsonObject open() {
        return new JsonObject(new StringBuilder(640));
    }

    JsonObject put(String name, String value) {
        name(name);
        JsonText.append(json, value);
        return this;
    }

    JsonObject put(String name, long value) {
        name(name);
        json.append(value);
        return this;
    }

    JsonObject put(String name, boolean value) {
        name(name);
        json.append(value);
        return this;
    }

    JsonObject putNull(String name) {
        name(name);
        json.append("null");
        return this;
    }

    /// A member that is text as it stands: an object or array written already.
    JsonObject putJson(String name, String value) {
        name(name);
        json.append(value);
        return this;
    }

    String close() {
        return json.append('}').toString();
    }

    private void name(String name) {
        if (!empty) {
            json.append(',');
        }
        empty = false;
        JsonText.append(json, name);
        json.append(':');
    }
}
