package dev.cardea.dialect.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.dialect.anthropic.AnthropicMessages;
import dev.cardea.dialect.bedrock.Converse;
import dev.cardea.dialect.cohere.CohereChat;
import dev.cardea.dialect.gemini.Gemini;
import dev.cardea.dialect.hub.Asked;
import dev.cardea.dialect.hub.ChatAnswer;
import dev.cardea.dialect.hub.ChatRequest;
import dev.cardea.dialect.hub.ClientSide;
import dev.cardea.dialect.hub.JsonOut;
import dev.cardea.dialect.hub.Losses;
import dev.cardea.dialect.hub.ProviderSide;
import dev.cardea.dialect.hub.Target;
import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.ollama.OllamaChat;
import dev.cardea.dialect.openai.OpenAiChat;
import dev.cardea.dialect.responses.Responses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a call says in one dialect it still says after it was written in another and read again.
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
                    "azure", OpenAiChat.AZURE,
                    "mistral", OpenAiChat.MISTRAL,
                    "anthropic", AnthropicMessages.PROVIDER,
                    "gemini", Gemini.PROVIDER,
                    "vertex", Gemini.VERTEX,
                    "bedrock", Converse.PROVIDER,
                    "cohere", CohereChat.PROVIDER,
                    "ollama", OllamaChat.PROVIDER);

    /// In whose words a provider's requests can be read again.
    private static final Map<String, String> READ_AS =
            Map.of("azure", "openai", "mistral", "openai", "vertex", "gemini");

    /// Scenes that a provider is told in a way of its own. Cohere can only be left the tools that may
    /// be chosen; Mistral's words for any tool and for documents aren't OpenAI's.
    private static final Map<String, Set<String>> APART =
            Map.of(
                    "cohere",
                    Set.of("toolchoice"),
                    "mistral",
                    Set.of("toolchoice", "allowed", "document"));

    private static final Asked ASKED = new Asked("m-1", "req1", 1_800_000_000, true, false);

    @Test
    void whatBothSidesCanSaySurvives() {
        int checked = 0;
        List<String> refused = new ArrayList<>();
        for (Path input : GoldenFiles.inputs("requests", ".json")) {
            String[] name = input.getFileName().toString().split("\\.");
            if (!CLIENTS.containsKey(name[1])
                    || name[0].startsWith("unsupported")
                    || Set.of("systemlater", "shown", "thread").contains(name[0])) {
                continue;
            }
            byte[] body = GoldenFiles.read(input);
            ChatRequest request = CLIENTS.get(name[1]).request().read(body, 0, body.length);
            for (String other : PROVIDERS.keySet()) {
                if (APART.getOrDefault(other, Set.of()).contains(name[0])) {
                    continue;
                }
                byte[] written;
                try {
                    written = written(request, other);
                } catch (TranslationFault _) {
                    refused.add(name[0] + " to " + other);
                    continue;
                }
                assertThat(again(written, other).all())
                        .as("%s by way of %s", input, other)
                        .isEqualTo(Said.of(request).all());
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(270);
        assertThat(refused.stream().map(pair -> pair.split(" ")[0]))
                .as("refused: the rest every provider takes")
                .isSubsetOf("audio", "document", "imageaddress", "toolchoice", "allowed", "snake");
    }

    private static byte[] written(ChatRequest request, String provider) {
        JsonOut out = new JsonOut(1024);
        Target target = new Target(Pairs.MODELS.get(provider), 8192);
        Losses losses = new Losses(field -> List.of(field.name()), provider, false);
        PROVIDERS.get(provider).request().write(request, target, losses, out);
        return out.toBytes();
    }

    private static Said again(byte[] written, String provider) {
        ClientSide reader = CLIENTS.get(READ_AS.getOrDefault(provider, provider));
        return reader == null
                ? BodyReader.read(Pairs.PROVIDERS.get(provider), written)
                : Said.of(reader.request().read(written, 0, written.length));
    }

    @Test
    void anAnswerSaysTheSameInEveryClientsWords() {
        int checked = 0;
        for (Path input : GoldenFiles.inputs("answers", ".json")) {
            String provider = input.getFileName().toString().split("\\.")[1];
            byte[] body = GoldenFiles.read(input);
            ChatAnswer read = PROVIDERS.get(provider).answer().read(body, 0, body.length, ASKED);
            for (String client : CLIENTS.keySet()) {
                ChatAnswer answer = LeftOut.of(read, CLIENTS.get(client).shows()).answer();
                JsonOut out = new JsonOut(1024);
                CLIENTS.get(client).answer().write(answer, ASKED, out);
                assertThat(again(client, out.toBytes()).all())
                        .as("%s told to %s", input, client)
                        .isEqualTo(Said.of(answer).all());
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(150);
    }

    private static Said again(String client, byte[] written) {
        return client.equals("responses")
                ? responses(written)
                : Said.of(PROVIDERS.get(client).answer().read(written, 0, written.length, ASKED));
    }

    /// Responses, as no provider is read.
    private static Said responses(byte[] written) {
        Said said = new Said();
        for (JsonNode item : new JsonMapper().readTree(written).path("output")) {
            for (JsonNode part : item.path("content")) {
                said.text("assistant", part.path("text").asString(""));
                said.text("assistant", part.path("refusal").asString(""));
            }
            if (item.path("type").asString().equals("image_generation_call")) {
                said.media(item.path("result").asString());
            }
            if (item.path("type").asString().equals("function_call")) {
                said.call(item.path("name").asString(), item.path("arguments").asString());
            }
        }
        return said;
    }
}
