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

/// Attempts as a JSON text: per attempt an array of provider, credential, model, status, reason, and
/// the route's choice where there is one. The
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
                if (!attempt.choice().isEmpty()) {
                    to.writeString(attempt.choice());
                }
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
                String provider = from.nextStringValue();
                String credential = from.nextStringValue();
                String model = from.nextStringValue();
                int status = from.nextIntValue(0);
                String reason = from.nextStringValue();
                String choice = from.nextStringValue();
                attempts.add(
                        new Attempt(
                                provider,
                                credential,
                                model,
                                status,
                                reason,
                                Long.parseLong(times[attempts.size()]),
                                choice == null ? "" : choice));
                if (choice != null) {
                    from.nextToken();
                }
            }
        }
        return attempts;
    }
}
