package dev.cardea.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The official client libraries, unmodified, with base URL and key changed.
class ClientLibrariesIT {
    @TempDir static Path folder;
    private static SdkUpstream upstream;
    private static RunningCardea cardea;

    @BeforeAll
    static void start() {
        upstream = SdkUpstream.start();
        cardea = RunningCardea.before(folder, upstream);
    }

    @AfterAll
    static void stop() {
        cardea.close();
        upstream.close();
    }

    @Test
    void openAiChatCompletes() {
        var answer = openAi(cardea.key()).chat().completions().create(chat());
        assertThat(answer.choices().getFirst().message().content()).contains("Hello from gpt-4");
        assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(12);
    }

    @Test
    void openAiChatStreamsAndHidesTheUsageNobodyAskedFor() {
        StringBuilder text = new StringBuilder();
        try (var stream = openAi(cardea.key()).chat().completions().createStreaming(chat())) {
            stream.stream()
                    .peek(chunk -> assertThat(chunk.usage()).isEmpty())
                    .flatMap(chunk -> chunk.choices().stream())
                    .map(ChatCompletionChunk.Choice::delta)
                    .forEach(delta -> text.append(delta.content().orElse("")));
        }
        assertThat(text).hasToString("Hello from gpt-4");
    }

    @Test
    void openAiClientGetsTheReasonAsItsOwnException() {
        assertThatThrownBy(() -> openAi("undefined").chat().completions().create(chat()))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("placeholder");
    }

    @Test
    void anthropicMessagesComplete() {
        var answer = anthropic().messages().create(message());
        assertThat(answer.content().getFirst().asText().text()).isEqualTo("Hello from claude-x");
        assertThat(answer.usage().inputTokens()).isEqualTo(5);
    }

    @Test
    void anthropicMessagesStream() {
        StringBuilder text = new StringBuilder();
        try (StreamResponse<RawMessageStreamEvent> stream =
                anthropic().messages().createStreaming(message())) {
            stream.stream()
                    .flatMap(event -> event.contentBlockDelta().stream())
                    .flatMap(delta -> delta.delta().text().stream())
                    .forEach(delta -> text.append(delta.text()));
        }
        assertThat(text).hasToString("Hello from claude-x");
    }

    @Test
    void theUpstreamSawItsOwnCredentialAndNeverTheCallersKey() {
        openAi(cardea.key()).chat().completions().create(chat());
        anthropic().messages().create(message());
        assertThat(upstream.received()).isNotEmpty();
        assertThat(upstream.received())
                .noneSatisfy(call ->
                        assertThat(call.headers().toString() + call.body() + call.path())
                                .contains(cardea.key()));
    }

    private static OpenAIClient openAi(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(cardea.url() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static AnthropicClient anthropic() {
        return AnthropicOkHttpClient.builder()
                .baseUrl(cardea.url())
                .apiKey(cardea.key())
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams chat() {
        return ChatCompletionCreateParams.builder().model("gpt-4").addUserMessage("hello").build();
    }

    private static MessageCreateParams message() {
        return MessageCreateParams.builder()
                .model("claude-x")
                .maxTokens(64)
                .addUserMessage("hello")
                .build();
    }
}
