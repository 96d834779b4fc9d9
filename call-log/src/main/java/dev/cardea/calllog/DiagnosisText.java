package dev.cardea.calllog;

import dev.cardea.model.Check;
import dev.cardea.model.Diagnosis;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.Stage;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A diagnosis as a JSON text, without what differs from call to call (the id and the two times), so
/// that equal refusals share one text. Fields that a later version adds are skipped when read.
final class DiagnosisText {
    private static final JsonFactory JSON = new JsonFactory();

    private DiagnosisText() {}

    static String write(Diagnosis diagnosis) {
        var text = new StringWriter(1_024);
        try (JsonGenerator to = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            to.writeStartObject();
            to.writeStringProperty("node", diagnosis.node());
            to.writeNumberProperty("snapshotRevision", diagnosis.snapshotRevision());
            to.writeStringProperty("code", diagnosis.code());
            to.writeArrayPropertyStart("contributing");
            diagnosis.contributing().forEach(to::writeString);
            to.writeEndArray();
            writeTexts(to, "words", diagnosis.words());
            writeTexts(to, "call", diagnosis.call());
            to.writeArrayPropertyStart("checks");
            for (Check check : diagnosis.checks()) {
                to.writeStartObject();
                to.writeStringProperty("stage", check.stage().name());
                to.writeStringProperty("name", check.name());
                to.writeStringProperty("verdict", check.verdict().name());
                to.writeStringProperty("reason", check.reason().map(Reason::code).orElse(""));
                writeTexts(to, "inputs", check.inputs());
                to.writeObjectPropertyStart("revisions");
                new TreeMap<>(check.revisions()).forEach(to::writeNumberProperty);
                to.writeEndObject();
                to.writeEndObject();
            }
            to.writeEndArray();
            writeTexts(to, "upstream", diagnosis.upstream());
            to.writeEndObject();
        }
        return text.toString();
    }

    private static void writeTexts(JsonGenerator to, String name, Map<String, String> texts) {
        to.writeObjectPropertyStart(name);
        new TreeMap<>(texts).forEach(to::writeStringProperty);
        to.writeEndObject();
    }

    static Diagnosis read(String text, String id, Instant at, Instant asOf) {
        String node = "";
        long revision = 0;
        String code = "";
        List<String> contributing = List.of();
        Map<String, String> words = Map.of();
        Map<String, String> call = Map.of();
        List<Check> checks = List.of();
        Map<String, String> upstream = Map.of();
        try (JsonParser from = JSON.createParser(ObjectReadContext.empty(), text)) {
            from.nextToken();
            for (String name = from.nextName(); name != null; name = from.nextName()) {
                from.nextToken();
                switch (name) {
                    case "node" -> node = from.getString();
                    case "snapshotRevision" -> revision = from.getLongValue();
                    case "code" -> code = from.getString();
                    case "contributing" -> contributing = readList(from, JsonParser::getString);
                    case "words" -> words = readMap(from, JsonParser::getString);
                    case "call" -> call = readMap(from, JsonParser::getString);
                    case "checks" -> checks = readList(from, DiagnosisText::readCheck);
                    case "upstream" -> upstream = readMap(from, JsonParser::getString);
                    default -> from.skipChildren();
                }
            }
        }
        return new Diagnosis(
                id, at, node, revision, asOf, code, contributing, words, call, checks, upstream);
    }

    private static Check readCheck(JsonParser from) {
        Stage stage = Stage.GATEWAY_HEALTH;
        String title = "";
        Check.Verdict verdict = Check.Verdict.SKIPPED;
        Optional<Reason> reason = Optional.empty();
        Map<String, String> inputs = Map.of();
        Map<String, Long> revisions = Map.of();
        for (String name = from.nextName(); name != null; name = from.nextName()) {
            from.nextToken();
            switch (name) {
                case "stage" -> stage = Stage.valueOf(from.getString());
                case "name" -> title = from.getString();
                case "verdict" -> verdict = Check.Verdict.valueOf(from.getString());
                case "reason" -> reason = Reasons.find(from.getString());
                case "inputs" -> inputs = readMap(from, JsonParser::getString);
                case "revisions" -> revisions = readMap(from, JsonParser::getLongValue);
                default -> from.skipChildren();
            }
        }
        return new Check(stage, title, verdict, reason, inputs, revisions);
    }

    private static <T> List<T> readList(JsonParser from, Function<JsonParser, T> element) {
        List<T> list = new ArrayList<>();
        while (from.nextToken() != JsonToken.END_ARRAY) {
            list.add(element.apply(from));
        }
        return list;
    }

    private static <T> Map<String, T> readMap(JsonParser from, Function<JsonParser, T> value) {
        Map<String, T> map = new HashMap<>();
        for (String name = from.nextName(); name != null; name = from.nextName()) {
            from.nextToken();
            map.put(name, value.apply(from));
        }
        return map;
    }
}
