package dev.cardea.dialect.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What coding agents send in the second round of a call of a tool, as seen on the wire of Claude Code
/// 2.1.197, Codex 0.169.0, Gemini CLI 0.61.0 and opencode 1.18.33, with every text replaced: no
/// provider's dialect is without an answer to it, and what is left out are hints.
class AgentRequestsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<Dialect> PROVIDERS =
            List.of(
                    Dialect.OPENAI,
                    Dialect.ANTHROPIC,
                    Dialect.GEMINI,
                    Dialect.BEDROCK,
                    Dialect.COHERE,
                    Dialect.OLLAMA);

    /// Where a provider's request has the names of the tools: the list, and within an element the name.
    private static final Map<Dialect, List<String>> NAMES =
            new EnumMap<>(
                    Map.of(
                            Dialect.OPENAI, List.of("/tools", "/function/name"),
                            Dialect.ANTHROPIC, List.of("/tools", "/name"),
                            Dialect.GEMINI, List.of("/tools/0/functionDeclarations", "/name"),
                            Dialect.BEDROCK, List.of("/toolConfig/tools", "/toolSpec/name"),
                            Dialect.COHERE, List.of("/tools", "/function/name"),
                            Dialect.OLLAMA, List.of("/tools", "/function/name")));

    @ParameterizedTest
    @CsvSource({
        "claude-code, ANTHROPIC, MESSAGES, /tools/0/name",
        "codex, OPENAI, RESPONSES, /tools/0/name",
        "gemini-cli, GEMINI, GENERATE_CONTENT, /tools/0/functionDeclarations/0/name",
        "opencode, OPENAI, CHAT_COMPLETIONS, /tools/0/function/name",
    })
    void areTakenByEveryProvider(String agent, Dialect client, Endpoint endpoint, String firstTool)
            throws IOException {
        byte[] request =
                Files.readAllBytes(GoldenFiles.ROOT.resolve(Path.of("agents", agent + ".json")));
        String first = JSON.readTree(request).at(firstTool).asString();
        for (Dialect provider : PROVIDERS) {
            if (provider == client && endpoint != Endpoint.RESPONSES) {
                continue;
            }
            Translation translation =
                    Translator.of(client, endpoint, provider)
                            .orElseThrow()
                            .request(
                                    request,
                                    0,
                                    request.length,
                                    "m",
                                    Options.of("req1", 1_800_000_000));
            assertThat(translation)
                    .as(agent + " to " + provider)
                    .isInstanceOf(Translation.Translated.class);
            var translated = (Translation.Translated) translation;
            List<String> at = NAMES.get(provider);
            JsonNode tools = JSON.readTree(translated.body()).at(at.getFirst());
            List<String> names = new ArrayList<>();
            tools.forEach(tool -> names.add(tool.at(at.getLast()).asString()));
            assertThat(names).as(agent + " to " + provider).contains(first).doesNotHaveDuplicates();
        }
    }
}
