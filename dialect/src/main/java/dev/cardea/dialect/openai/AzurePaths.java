package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// Where Azure OpenAI takes calls: below the deployment when the provider's address names an
/// `api-version`, else at the v1 API, which has none. The base URL is the resource's,
/// `https://NAME.openai.azure.com`.
final class AzurePaths {
    private AzurePaths() {}

    /// @param operation such as `chat/completions`
    static Function<Target, String> to(String operation) {
        return target ->
                target.apiVersion().isEmpty()
                        ? "/openai/v1/" + operation
                        : "/openai/deployments/%s/%s?api-version=%s"
                                .formatted(
                                        URLEncoder.encode(target.model(), StandardCharsets.UTF_8)
                                                .replace("+", "%20"),
                                        operation,
                                        target.apiVersion());
    }
}
