package dev.cardea.model;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/// A wire format that clients speak or providers understand.
public enum Dialect {
    OPENAI,
    ANTHROPIC,
    GEMINI,
    /// An API that is none of the model dialects; errors are RFC 9457 problem details.
    REST,
    AZURE_OPENAI,
    VERTEX,
    BEDROCK,
    COHERE,
    MISTRAL,
    OLLAMA;

    private static final Pattern SLASHES = Pattern.compile("/+$");

    /// A base URL without the version that the paths of this dialect begin with themselves.
    public URI unversioned(URI baseUrl) {
        List<String> versions =
                switch (this) {
                    case ANTHROPIC -> List.of("/v1");
                    case GEMINI -> List.of("/v1beta", "/v1");
                    default -> List.of();
                };
        String text = SLASHES.matcher(baseUrl.toString()).replaceFirst("");
        for (String version : versions) {
            if (baseUrl.getRawQuery() == null && text.endsWith(version)) {
                return URI.create(text.substring(0, text.length() - version.length()));
            }
        }
        return baseUrl;
    }
}
