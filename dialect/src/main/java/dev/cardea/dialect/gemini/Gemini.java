package dev.cardea.dialect.gemini;

import dev.cardea.dialect.hub.ClientSide;
import dev.cardea.dialect.hub.ProviderSide;

/// generateContent, as clients speak it and as providers understand it.
public final class Gemini {
    public static final ClientSide CLIENT =
            new ClientSide(
                    new GenerateRequestReader(),
                    new GenerateAnswerWriter(),
                    GenerateStreamWriter::new,
                    _ -> true,
                    new GeminiErrors());

    public static final ProviderSide PROVIDER = provider("/v1beta/models/");

    /// Vertex AI. The base URL ends in the location: `…/v1/projects/P/locations/L`.
    public static final ProviderSide VERTEX = provider("/publishers/google/models/");

    private Gemini() {}

    private static ProviderSide provider(String prefix) {
        return new ProviderSide(
                new GenerateRequestWriter(prefix),
                new GenerateAnswerReader(),
                GenerateStreamReader::new,
                new GeminiErrors());
    }
}
