package dev.cardea.it;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.List;
import java.util.Map;

/// openai-java, Chat Completions.
final class OpenAiLibrary implements ChatLibrary {
    private final OpenAIClient client;

    OpenAiLibrary(String url, String key) {
        client =
                OpenAIOkHttpClient.builder().baseUrl(url + "/v1").apiKey(key).maxRetries(0).build();
    }

    private static ChatCompletionCreateParams.Builder ask(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
    }

    private static Said said(ChatCompletion answer) {
        var usage = answer.usage().orElseThrow();
        return new Said(
                answer.choices().getFirst().message().content().orElseThrow(),
                usage.promptTokens(),
                usage.completionTokens());
    }

    @Override
    public Said whole(String model, String text) {
        return said(client.chat().completions().create(ask(model, text).build()));
    }

    @Override
    public Said streamed(String model, String text) {
        var whole = ChatCompletionAccumulator.create();
        var params =
                ask(model, text)
                        .streamOptions(
                                ChatCompletionStreamOptions.builder().includeUsage(true).build())
                        .build();
        try (var stream = client.chat().completions().createStreaming(params)) {
            stream.stream().forEach(whole::accumulate);
        }
        return said(whole.chatCompletion());
    }

    @Override
    public Said withTool(String model, String text) {
        var schema =
                FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty(
                                "properties",
                                JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                        .build();
        var params =
                ask(model, text)
                        .addTool(
                                ChatCompletionFunctionTool.builder()
                                        .function(
                                                FunctionDefinition.builder()
                                                        .name("weather")
                                                        .description("The weather in a city")
                                                        .parameters(schema)
                                                        .build())
                                        .build());
        var message =
                client.chat().completions().create(params.build()).choices().getFirst().message();
        params.addMessage(message);
        for (var call : message.toolCalls().orElseThrow()) {
            var function = call.asFunction();
            String city =
                    RunningCardea.JSON
                            .readTree(function.function().arguments())
                            .path("city")
                            .asString();
            params.addMessage(
                    ChatCompletionToolMessageParam.builder()
                            .toolCallId(function.id())
                            .content("18 degrees in " + city)
                            .build());
        }
        return said(client.chat().completions().create(params.build()));
    }
}
