package dev.cardea.upstreamauth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/// A secret that is a JSON object of texts.
///
/// @param kind what it is, for messages
record SecretFields(JsonObject json, String kind) {

    /// @throws MalformedSecret when it is no JSON object
    static SecretFields read(String text, String kind) {
        try {
            if (JsonParser.parseString(text) instanceof JsonObject object) {
                return new SecretFields(object, kind);
            }
        } catch (JsonParseException _) {
            // Its message would quote the secret.
        }
        throw new MalformedSecret(kind + " in JSON must be one object; this isn't valid JSON");
    }

    /// The text of a member that has to be there.
    String need(String name) {
        String value = maybe(name, "");
        if (value.isEmpty()) {
            throw new MalformedSecret("%s in JSON needs the member '%s'".formatted(kind, name));
        }
        return value;
    }

    String maybe(String name, String otherwise) {
        JsonElement value = json.get(name);
        if (value == null || value.isJsonNull()) {
            return otherwise;
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw new MalformedSecret(
                    "%s in JSON: the member '%s' must be a text".formatted(kind, name));
        }
        return value.getAsString().strip();
    }

    @Override
    public String toString() {
        return kind + " (secret)";
    }
}
