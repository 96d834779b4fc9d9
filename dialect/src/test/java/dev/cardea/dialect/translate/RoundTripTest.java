package dev.cardea.dialect.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.anthropic.AnthropicMessages;
import dev.cardea.dialect.gemini.Gemini;
import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.ClientSide;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.Media;
import dev.cardea.dialect.hub.Part;
import dev.cardea.dialect.hub.ProviderSide;
import dev.cardea.dialect.hub.ResponseFormat;
import dev.cardea.dialect.hub.Target;
import dev.cardea.dialect.hub.Tool;
import dev.cardea.dialect.hub.Turn;
import dev.cardea.dialect.openai.OpenAiChat;
import dev.cardea.dialect.responses.Responses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a request says in one dialect it still says after it was written in another and read again.
class RoundTripTest {
    private static final Map<String, ClientSide> CLIENTS =
            Map.of(
                    "openai", OpenAiChat.CLIENT,
                    "anthropic", AnthropicMessages.CLIENT,
                    "gemini", Gemini.CLIENT,
                    "responses", Responses.CLIENT);
    private static final Map<String, ProviderSide> PROVIDERS =
            Map.of(
                    "openai", OpenAiChat.PROVIDER,
                    "anthropic", AnthropicMessages.PROVIDER,
                    "gemini", Gemini.PROVIDER);

    @Test
    void whatBothSidesCanSaySurvives() {
        int checked = 0;
        for (Path input : GoldenFiles.inputs("requests", ".json")) {
            String[] name = input.getFileName().toString().split("\\.");
            if (!CLIENTS.containsKey(name[1])
                    || name[0].startsWith("unsupported")
                    || name[0].equals("systemlater")
                    || name[0].equals("thread")) {
                continue;
            }
            byte[] body = GoldenFiles.read(input);
            ChatRequest request = CLIENTS.get(name[1]).request().read(body, 0, body.length);
            for (String other : PROVIDERS.keySet()) {
                if (name[0].equals("audio") && other.equals("anthropic")) {
                    continue;
                }
                Losses losses = new Losses(Enum::name, other, false);
                JsonOut out = new JsonOut(1024);
                Target target = new Target(Pairs.MODELS.get(other), 8192);
                PROVIDERS.get(other).request().write(request, target, losses, out);
                byte[] written = out.toBytes();
                ChatRequest again = CLIENTS.get(other).request().read(written, 0, written.length);
                assertThat(said(again))
                        .as("%s by way of %s", input, other)
                        .isEqualTo(said(request));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(85);
    }

    /// The part of a request that every dialect can say. Texts are joined per role, because some
    /// dialects know one text per turn.
    private static List<String> said(ChatRequest request) {
        List<String> said = new ArrayList<>();
        StringBuilder system = new StringBuilder();
        request.system().forEach(text -> system.append(text.text().text()));
        said.add("system " + system.toString().replace("\n", ""));
        for (Turn turn : request.turns()) {
            for (Part part : turn.parts()) {
                part(turn.role(), part, said);
            }
        }
        for (Tool tool : request.tools()) {
            String schema = tool.schema() == null ? "" : tool.schema().json();
            said.add("tool " + tool.name() + schema.replaceAll(".*\"properties\":\\{}}$", ""));
        }
        if (request.format() instanceof ResponseFormat.Schema(_, _, var schema, _)) {
            said.add("schema " + schema.json());
        }
        request.stops().forEach(stop -> said.add("stop " + stop.text()));
        return said.stream().sorted().toList();
    }

    private static void part(Turn.Role role, Part part, List<String> said) {
        switch (part) {
            case Part.Text(var text, _, _) -> {
                if (!text.text().startsWith("What tool call ")) {
                    said.add(role + " " + text.text());
                }
            }
            case Part.ToolCall(_, var name, var arguments, _) ->
                    said.add("call " + name + arguments.json());
            case Part.ToolResult result -> result.content().forEach(p -> part(role, p, said));
            case Part.Image(Media.Inline(var type, var data), _, _) ->
                    said.add("image " + type + data.text());
            case Part.Image(Media.Remote(var url, _), _, _) -> said.add("image " + url.text());
            case Part.Document(Media.Inline(var type, var data), _, _, _, _) ->
                    said.add("document " + type + data.text());
            case Part.Document(Media.Plain(var text), _, _, _, _) ->
                    said.add(role + " " + text.text());
            case Part.Audio(Media.Inline(var type, var data)) ->
                    said.add("audio " + type + data.text());
            default -> {}
        }
    }
}
