package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cardea.it.ChatLibrary.Said;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The client libraries, unmodified, each with models of every provider format. None of the providers
/// has a `/v1/responses`.
class EveryDialectIT {
    private static final Map<String, BiFunction<String, String, ChatLibrary>> LIBRARIES =
            new TreeMap<>(
                    Map.of(
                            "openai-java", OpenAiLibrary::new,
                            "openai-java-responses", OpenAiResponsesLibrary::new,
                            "anthropic-java", AnthropicLibrary::new,
                            "google-genai", GoogleLibrary::new,
                            "langchain4j-open-ai", LangChainLibrary::new,
                            "spring-ai-openai", SpringLibrary::new));

    @TempDir static Path folder;
    private static ChatUpstream upstream;
    private static RunningCardea cardea;

    @BeforeAll
    static void start() {
        upstream = ChatUpstream.start();
        cardea =
                RunningCardea.start(
                        folder,
                        """
                        providers:
                          - {name: one, dialect: openai, base_url: "%1$s/v1", api_key: "%2$s", models: [m-openai]}
                          - {name: two, dialect: anthropic, base_url: "%1$s", api_key: "%2$s", models: [m-anthropic]}
                          - {name: three, dialect: gemini, base_url: "%1$s", api_key: "%2$s", models: [m-gemini]}
                        """
                                .formatted(upstream.url(), ChatUpstream.CREDENTIAL));
    }

    @AfterAll
    static void stop() {
        cardea.close();
        upstream.close();
    }

    static Stream<Arguments> pairs() {
        return LIBRARIES.keySet().stream()
                .flatMap(library ->
                        List.of("openai", "anthropic", "gemini").stream()
                                .map(provider -> Arguments.of(library, provider)));
    }

    private static ChatLibrary library(String name) {
        return LIBRARIES.get(name).apply(cardea.url(), cardea.key());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void getsAWholeAnswer(String library, String provider) {
        assertThat(library(library).whole("m-" + provider, "hello"))
                .isEqualTo(new Said("Hello from " + provider, 21, 8));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void getsAStream(String library, String provider) {
        assertThat(library(library).streamed("m-" + provider, "hello"))
                .isEqualTo(new Said("Hello from " + provider, 21, 8));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void goesOnWithTheResultOfATool(String library, String provider) {
        assertThat(library(library).withTool("m-" + provider, "How is the weather in Berlin?"))
                .isEqualTo(new Said("18 degrees in Berlin", 21, 8));
    }
}
