package dev.cardea.dialect.translate;

import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.ResponseFormat;
import dev.cardea.dialect.hub.Tool;
import dev.cardea.dialect.hub.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// What a call says that every dialect can say, to be compared. Texts are joined per role without
/// white space, because dialects cut them differently; what the translation itself says is left out.
final class Said {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, StringBuilder> texts = new TreeMap<>();
    private final List<String> others = new ArrayList<>();

    static Said of(ChatRequest request) {
        Said said = new Said();
        request.system().forEach(part -> said.text("system", part.text().text()));
        for (Turn turn : request.turns()) {
            said.parts(turn.role().name(), turn.parts());
        }
        for (Tool tool : request.tools()) {
            said.tool(tool.name(), tool.schema() == null ? "" : tool.schema().json());
        }
        if (request.format() instanceof ResponseFormat.Schema(_, _, var schema, _)) {
            said.schema(schema.json());
        }
        request.stops().forEach(stop -> said.stop(stop.text()));
        return said;
    }

    static Said of(ChatAnswer answer) {
        Said said = new Said();
        answer.choices().forEach(choice -> said.parts("assistant", choice.parts()));
        return said;
    }

    private void parts(String role, List<Part> parts) {
        for (Part part : parts) {
            switch (part) {
                case Part.Text(var text, _, _) -> text(role, text.text());
                case Part.ToolCall(_, var name, var arguments, _) -> call(name, arguments.json());
                case Part.ToolResult result -> parts(role, result.content());
                case Part.Image(var source, _, _) -> media(role, source);
                case Part.Document document -> media(role, document.source());
                case Part.Audio(var source) -> media(role, source);
                case Part.Video(var source) -> media(role, source);
                case Part.Declined(var text) -> text(role, text.text());
                case Part.Thinking _ -> {}
            }
        }
    }

    private void media(String role, Media media) {
        switch (media) {
            case Media.Inline(_, var data) -> media(data.text());
            case Media.Remote(var url, _) -> media(url.text());
            case Media.Plain(var text) -> text(role, text.text());
            case Media.Stored(var id) -> media(id.text());
        }
    }

    void text(String role, String text) {
        String own =
                text.replaceAll("What tool call \\S+ returned:", "")
                        .replaceAll("^(Done\\.|\\(in the next message\\))$", "");
        texts.computeIfAbsent(role.toLowerCase(Locale.ROOT), _ -> new StringBuilder())
                .append(own.replaceAll("\\s", ""));
    }

    /// The data of an image, a document or a sound, or where it is.
    void media(String data) {
        others.add("media " + data.replaceAll("^data:[^,]*,", ""));
    }

    void call(String name, String arguments) {
        others.add("call " + name + JSON.readTree(arguments));
    }

    void tool(String name, String schema) {
        String some = schema.isEmpty() ? "" : JSON.readTree(schema).toString();
        others.add("tool " + name + some.replaceAll(".*\"properties\":\\{}}$", ""));
    }

    void schema(String schema) {
        others.add("schema " + JSON.readTree(schema));
    }

    void stop(String text) {
        others.add("stop " + text);
    }

    /// All of it, in an order of its own.
    List<String> all() {
        List<String> all = new ArrayList<>(others);
        texts.forEach((role, text) -> {
            if (!text.isEmpty()) {
                all.add(role + " " + text);
            }
        });
        return all.stream().sorted().toList();
    }
}
