package dev.cardea.it;

import java.util.List;
import java.util.Objects;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.function.FunctionToolCallback;

/// spring-ai-openai.
final class SpringLibrary implements ChatLibrary {
    private final String url;
    private final String key;

    SpringLibrary(String url, String key) {
        this.url = url + "/v1";
        this.key = key;
    }

    /// What the model passes to the tool.
    record Place(String city) {}

    private OpenAiChatOptions.Builder options(String model) {
        return OpenAiChatOptions.builder().baseUrl(url).apiKey(key).maxRetries(0).model(model);
    }

    private static OpenAiChatModel model(OpenAiChatOptions options) {
        return OpenAiChatModel.builder().options(options).build();
    }

    private static Said said(ChatResponse answer) {
        var usage = answer.getMetadata().getUsage();
        return new Said(
                Objects.requireNonNull(answer.getResult().getOutput().getText()),
                usage.getPromptTokens(),
                usage.getCompletionTokens());
    }

    @Override
    public Said whole(String model, String text) {
        var options = options(model).build();
        return said(model(options).call(new Prompt(text, options)));
    }

    @Override
    public Said streamed(String model, String text) {
        var options = options(model).streamUsage(true).build();
        List<ChatResponse> parts =
                model(options).stream(new Prompt(text, options)).collectList().block();
        StringBuilder all = new StringBuilder();
        int input = 0;
        int output = 0;
        for (ChatResponse part : Objects.requireNonNull(parts)) {
            if (part.getResult() != null && part.getResult().getOutput().getText() != null) {
                all.append(part.getResult().getOutput().getText());
            }
            input = Math.max(input, part.getMetadata().getUsage().getPromptTokens());
            output = Math.max(output, part.getMetadata().getUsage().getCompletionTokens());
        }
        return new Said(all.toString(), input, output);
    }

    @Override
    public Said withTool(String model, String text) {
        var tool =
                FunctionToolCallback.builder(
                                "weather", (Place place) -> "18 degrees in " + place.city())
                        .description("The weather in a city")
                        .inputType(Place.class)
                        .build();
        var options = options(model).toolCallbacks(List.of(tool)).build();
        ChatResponse asked = model(options).call(new Prompt(text, options));
        List<ToolResponseMessage.ToolResponse> results =
                asked.getResult().getOutput().getToolCalls().stream()
                        .map(call ->
                                new ToolResponseMessage.ToolResponse(
                                        call.id(), call.name(), tool.call(call.arguments())))
                        .toList();
        List<Message> turns =
                List.of(
                        new UserMessage(text),
                        asked.getResult().getOutput(),
                        ToolResponseMessage.builder().responses(results).build());
        return said(model(options).call(new Prompt(turns, options)));
    }
}
