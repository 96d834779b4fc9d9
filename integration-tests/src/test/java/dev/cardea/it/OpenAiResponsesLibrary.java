package dev.cardea.it;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// openai-java, Responses.
final class OpenAiResponsesLibrary implements ChatLibrary {
    private final OpenAIClient client;

    OpenAiResponsesLibrary(String url, String key) {
        client =
                OpenAIOkHttpClient.builder().baseUrl(url + "/v1").apiKey(key).maxRetries(0).build();
    }

    private static ResponseCreateParams ask(String model, String text) {
        return ResponseCreateParams.builder().model(model).input(text).build();
    }

    private static Said said(Response answer) {
        var usage = answer.usage().orElseThrow();
        String text =
                answer.output().stream()
                        .flatMap(item -> item.message().stream())
                        .flatMap(message -> message.content().stream())
                        .map(content -> content.asOutputText().text())
                        .collect(Collectors.joining());
        return new Said(text, usage.inputTokens(), usage.outputTokens());
    }

    @Override
    public Said whole(String model, String text) {
        return said(client.responses().create(ask(model, text)));
    }

    @Override
    public Said streamed(String model, String text) {
        var whole = ResponseAccumulator.create();
        try (var stream = client.responses().createStreaming(ask(model, text))) {
            stream.stream().forEach(whole::accumulate);
        }
        return said(whole.response());
    }

    @Override
    public Said withTool(String model, String text) {
        var weather =
                FunctionTool.builder()
                        .name("weather")
                        .description("The weather in a city")
                        .strict(false)
                        .parameters(
                                FunctionTool.Parameters.builder()
                                        .putAdditionalProperty("type", JsonValue.from("object"))
                                        .putAdditionalProperty(
                                                "properties",
                                                JsonValue.from(
                                                        Map.of("city", Map.of("type", "string"))))
                                        .putAdditionalProperty(
                                                "required", JsonValue.from(List.of("city")))
                                        .build())
                        .build();
        List<ResponseInputItem> turns = new ArrayList<>();
        turns.add(
                ResponseInputItem.ofEasyInputMessage(
                        EasyInputMessage.builder()
                                .role(EasyInputMessage.Role.USER)
                                .content(text)
                                .build()));
        var params = ResponseCreateParams.builder().model(model).addTool(weather);
        Response first = client.responses().create(params.inputOfResponse(turns).build());
        for (ResponseOutputItem item : first.output()) {
            if (item.isFunctionCall()) {
                var call = item.asFunctionCall();
                String city = RunningCardea.JSON.readTree(call.arguments()).path("city").asString();
                turns.add(ResponseInputItem.ofFunctionCall(call));
                turns.add(
                        ResponseInputItem.ofFunctionCallOutput(
                                ResponseInputItem.FunctionCallOutput.builder()
                                        .callId(call.callId())
                                        .output("18 degrees in " + city)
                                        .build()));
            }
        }
        return said(client.responses().create(params.inputOfResponse(turns).build()));
    }
}
