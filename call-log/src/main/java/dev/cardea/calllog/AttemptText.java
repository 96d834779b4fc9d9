package dev.cardea.calllog;

import dev.cardea.model.Attempt;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Attempts as a JSON text: per attempt an array of provider, credential, model, status, reason. The
/// times they took vary from call to call and are a text of their own: `900,41000`.
final class AttemptText {
    private static final JsonFactory JSON = new JsonFactory();

    private AttemptText() {}

    static String write(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return "";
        }
        var text = new StringWriter();
        try (JsonGenerator to = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            to.writeStartArray();
            for (Attempt attempt : attempts) {
                to.writeStartArray();
                to.writeString(attempt.provider());
                to.writeString(attempt.credential());
                to.writeString(attempt.model());
                to.writeNumber(attempt.status());
                to.writeString(attempt.reason());
                to.writeEndArray();
            }
            to.writeEndArray();
        }
        return text.toString();
    }

    static List<Attempt> read(String text, String micros) {
        if (text.isEmpty()) {
            return List.of();
        }
        String[] times = micros.split(",");
        List<Attempt> attempts = new ArrayList<>();
        try (JsonParser from = JSON.createParser(ObjectReadContext.empty(), text)) {
            from.nextToken();
            while (from.nextToken() == JsonToken.START_ARRAY) {
                attempts.add(
                        new Attempt(
                                from.nextStringValue(),
                                from.nextStringValue(),
                                from.nextStringValue(),
                                from.nextIntValue(0),
                                from.nextStringValue(),
                                Long.parseLong(times[attempts.size()])));
                from.nextToken();
            }
        }
        return attempts;
    }
}
