package dev.cardea.it;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import java.util.List;
import java.util.Map;

/// anthropic-java, Messages.
final class AnthropicLibrary implements ChatLibrary {
    private final AnthropicClient client;

    AnthropicLibrary(String url, String key) {
        client = AnthropicOkHttpClient.builder().baseUrl(url).apiKey(key).maxRetries(0).build();
    }

    private static MessageCreateParams.Builder ask(String model, String text) {
        return MessageCreateParams.builder().model(model).maxTokens(64).addUserMessage(text);
    }

    private static Said said(Message answer) {
        StringBuilder text = new StringBuilder();
        answer.content().forEach(block -> block.text().ifPresent(it -> text.append(it.text())));
        return new Said(
                text.toString(), answer.usage().inputTokens(), answer.usage().outputTokens());
    }

    @Override
    public Said whole(String model, String text) {
        return said(client.messages().create(ask(model, text).build()));
    }

    @Override
    public Said streamed(String model, String text) {
        var whole = MessageAccumulator.create();
        try (var stream = client.messages().createStreaming(ask(model, text).build())) {
            stream.stream().forEach(whole::accumulate);
        }
        return said(whole.message());
    }

    @Override
    public Said withTool(String model, String text) {
        var schema =
                Tool.InputSchema.builder()
                        .properties(
                                Tool.InputSchema.Properties.builder()
                                        .putAdditionalProperty(
                                                "city", JsonValue.from(Map.of("type", "string")))
                                        .build())
                        .required(List.of("city"))
                        .build();
        var params =
                ask(model, text)
                        .addTool(Tool.builder().name("weather").inputSchema(schema).build());
        Message message = client.messages().create(params.build());
        params.addMessage(message);
        List<ContentBlockParam> results =
                message.content().stream()
                        .flatMap(block -> block.toolUse().stream())
                        .map(use ->
                                ContentBlockParam.ofToolResult(
                                        ToolResultBlockParam.builder()
                                                .toolUseId(use.id())
                                                .content("18 degrees in " + city(use._input()))
                                                .build()))
                        .toList();
        params.addUserMessageOfContentBlockParams(results);
        return said(client.messages().create(params.build()));
    }

    private static Object city(JsonValue input) {
        return input.convert(Map.class).get("city");
    }
}
