package dev.cardea.it;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// langchain4j-open-ai.
final class LangChainLibrary implements ChatLibrary {
    private final String url;
    private final String key;

    LangChainLibrary(String url, String key) {
        this.url = url + "/v1";
        this.key = key;
    }

    private ChatResponse ask(String model, ChatRequest request) {
        return OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey(key)
                .modelName(model)
                .maxRetries(0)
                .build()
                .chat(request);
    }

    private static Said said(ChatResponse answer) {
        return new Said(
                answer.aiMessage().text(),
                answer.tokenUsage().inputTokenCount(),
                answer.tokenUsage().outputTokenCount());
    }

    @Override
    public Said whole(String model, String text) {
        return said(ask(model, ChatRequest.builder().messages(UserMessage.from(text)).build()));
    }

    @Override
    public Said streamed(String model, String text) {
        CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
        OpenAiStreamingChatModel.builder()
                .baseUrl(url)
                .apiKey(key)
                .modelName(model)
                .build()
                .chat(
                        ChatRequest.builder().messages(UserMessage.from(text)).build(),
                        new StreamingChatResponseHandler() {
                            @Override
                            public void onCompleteResponse(ChatResponse complete) {
                                answer.complete(complete);
                            }

                            @Override
                            public void onError(Throwable error) {
                                answer.completeExceptionally(error);
                            }
                        });
        return said(answer.join());
    }

    @Override
    public Said withTool(String model, String text) {
        var tool =
                ToolSpecification.builder()
                        .name("weather")
                        .description("The weather in a city")
                        .parameters(
                                JsonObjectSchema.builder()
                                        .addStringProperty("city")
                                        .required("city")
                                        .build())
                        .build();
        List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from(text)));
        var asked =
                ask(
                                model,
                                ChatRequest.builder()
                                        .messages(messages)
                                        .toolSpecifications(tool)
                                        .build())
                        .aiMessage();
        messages.add(asked);
        asked.toolExecutionRequests()
                .forEach(call ->
                        messages.add(
                                ToolExecutionResultMessage.from(
                                        call,
                                        "18 degrees in "
                                                + RunningCardea.JSON
                                                        .readTree(call.arguments())
                                                        .path("city")
                                                        .asString())));
        return said(
                ask(
                        model,
                        ChatRequest.builder().messages(messages).toolSpecifications(tool).build()));
    }
}
