package dev.cardea.it;

import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// google-genai, generateContent.
final class GoogleLibrary implements ChatLibrary {
    private final Client client;

    GoogleLibrary(String url, String key) {
        client =
                Client.builder()
                        .apiKey(key)
                        .httpOptions(HttpOptions.builder().baseUrl(url).build())
                        .build();
    }

    private static Said said(String text, GenerateContentResponse last) {
        var usage = last.usageMetadata().orElseThrow();
        return new Said(
                text,
                usage.promptTokenCount().orElseThrow(),
                usage.candidatesTokenCount().orElseThrow());
    }

    @Override
    public Said whole(String model, String text) {
        var answer =
                client.models.generateContent(model, text, GenerateContentConfig.builder().build());
        return said(answer.text(), answer);
    }

    @Override
    public Said streamed(String model, String text) {
        StringBuilder all = new StringBuilder();
        GenerateContentResponse last = null;
        try (var stream =
                client.models.generateContentStream(
                        model, text, GenerateContentConfig.builder().build())) {
            for (var part : stream) {
                all.append(part.text() == null ? "" : part.text());
                last = part;
            }
        }
        return said(all.toString(), last);
    }

    @Override
    public Said withTool(String model, String text) {
        var config =
                GenerateContentConfig.builder()
                        .tools(
                                Tool.builder()
                                        .functionDeclarations(
                                                FunctionDeclaration.builder()
                                                        .name("weather")
                                                        .description("The weather in a city")
                                                        .parametersJsonSchema(
                                                                Map.of(
                                                                        "type",
                                                                        "object",
                                                                        "properties",
                                                                        Map.of(
                                                                                "city",
                                                                                Map.of(
                                                                                        "type",
                                                                                        "string")))))
                                        .build())
                        .build();
        List<Content> turns = new ArrayList<>();
        turns.add(Content.fromParts(Part.fromText(text)));
        var asked = client.models.generateContent(model, turns, config);
        turns.add(asked.candidates().orElseThrow().getFirst().content().orElseThrow());
        for (FunctionCall call : asked.functionCalls()) {
            turns.add(
                    Content.builder()
                            .role("user")
                            .parts(
                                    Part.fromFunctionResponse(
                                            call.name().orElseThrow(),
                                            Map.of(
                                                    "output",
                                                    "18 degrees in "
                                                            + call.args()
                                                                    .orElseThrow()
                                                                    .get("city"))))
                            .build());
        }
        var answer = client.models.generateContent(model, turns, config);
        return said(answer.text(), answer);
    }
}
