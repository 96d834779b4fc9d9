package dev.cardea.dialect.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cardea.model.Dialect;
import java.util.Base64;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads requests of the dialects that no client speaks, apart from the code under test.
final class BodyReader {
    private static final JsonMapper JSON = new JsonMapper();

    private final Said said;

    private BodyReader(Said said) {
        this.said = said;
    }

    static Said read(Dialect dialect, byte[] body) {
        Said said = new Said();
        BodyReader reader = new BodyReader(said);
        JsonNode root = JSON.readTree(body);
        switch (dialect) {
            case BEDROCK -> reader.bedrock(root);
            case COHERE -> reader.cohere(root);
            case OLLAMA -> reader.ollama(root);
            default -> throw new IllegalArgumentException(dialect + " has a reader of its own");
        }
        return said;
    }

    private void bedrock(JsonNode root) {
        root.path("system").forEach(part -> text("system", part.path("text")));
        for (JsonNode message : root.path("messages")) {
            message.path("content").forEach(part -> block(role(message), part));
        }
        for (JsonNode tool : root.at("/toolConfig/tools")) {
            JsonNode spec = tool.path("toolSpec");
            if (!spec.isMissingNode()) {
                said.tool(spec.path("name").asString(), spec.at("/inputSchema/json").toString());
            }
        }
        JsonNode schema = root.at("/outputConfig/textFormat/structure/jsonSchema/schema");
        given(schema, node -> said.schema(node.asString()));
        root.at("/inferenceConfig/stopSequences").forEach(stop -> said.stop(stop.asString()));
    }

    private void block(String role, JsonNode part) {
        given(part.path("text"), text -> text(role, text));
        given(
                part.path("toolUse"),
                call -> said.call(call.path("name").asString(), call.path("input").toString()));
        given(
                part.path("toolResult"),
                result -> result.path("content").forEach(inner -> block(role, inner)));
        given(part.path("image"), image -> said.media(image.at("/source/bytes").asString()));
        given(part.path("audio"), audio -> said.media(audio.at("/source/bytes").asString()));
        given(part.path("document"), document -> document(role, document));
    }

    private void document(String role, JsonNode document) {
        String bytes = document.at("/source/bytes").asString();
        if (document.path("format").asString().equals("txt")) {
            said.text(role, new String(Base64.getDecoder().decode(bytes), UTF_8));
        } else {
            said.media(bytes);
        }
    }

    private void cohere(JsonNode root) {
        for (JsonNode message : root.path("messages")) {
            String role = role(message);
            given(message.path("tool_plan"), plan -> text(role, plan));
            JsonNode content = message.path("content");
            if (content.isString()) {
                text(role, content);
            }
            for (JsonNode part : content) {
                given(part.path("text"), text -> text(role, text));
                given(part.at("/document/data"), text -> text(role, text));
                given(part.at("/image_url/url"), url -> said.media(url.asString()));
            }
            for (JsonNode call : message.path("tool_calls")) {
                said.call(
                        call.at("/function/name").asString(),
                        call.at("/function/arguments").asString());
            }
        }
        functions(root);
        given(root.at("/response_format/json_schema"), node -> said.schema(node.toString()));
        root.path("stop_sequences").forEach(stop -> said.stop(stop.asString()));
    }

    private void ollama(JsonNode root) {
        for (JsonNode message : root.path("messages")) {
            text(role(message), message.path("content"));
            message.path("images").forEach(image -> said.media(image.asString()));
            for (JsonNode call : message.path("tool_calls")) {
                said.call(
                        call.at("/function/name").asString(),
                        call.at("/function/arguments").toString());
            }
        }
        functions(root);
        given(root.path("format"), node -> said.schema(node.toString()));
        root.at("/options/stop").forEach(stop -> said.stop(stop.asString()));
    }

    private void functions(JsonNode root) {
        for (JsonNode tool : root.path("tools")) {
            JsonNode function = tool.path("function");
            said.tool(function.path("name").asString(), function.path("parameters").toString());
        }
    }

    /// A tool's result is the user's, as in the neutral form.
    private static String role(JsonNode message) {
        String role = message.path("role").asString();
        return role.equals("tool") ? "user" : role;
    }

    private void text(String role, JsonNode text) {
        said.text(role, text.asString());
    }

    private static void given(JsonNode node, Consumer<JsonNode> to) {
        if (!node.isMissingNode() && !node.isNull()) {
            to.accept(node);
        }
    }
}
