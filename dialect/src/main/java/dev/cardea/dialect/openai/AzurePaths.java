package dev.cardea.dialect.openai;

import dev.cardea.dialect.hub.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// Where Azure OpenAI takes calls: below the deployment when the provider's address names an
/// `api-version`, else at the v1 API, which has none. The base URL is the resource's,
/// `https://NAME.openai.azure.com`.
public final class AzurePaths {
    private AzurePaths() {}

    /// @param operation such as `chat/completions`
    static Function<Target, String> to(String operation) {
        return target -> of(operation, target.model(), target.apiVersion());
    }

    /// Path, and query where there is one.
    ///
    /// @param operation such as `chat/completions`
    /// @param model the deployment's name
    /// @param apiVersion empty for the v1 API
    public static String of(String operation, String model, String apiVersion) {
        return apiVersion.isEmpty()
                ? "/openai/v1/" + operation
                : "/openai/deployments/%s/%s?api-version=%s"
                        .formatted(
                                URLEncoder.encode(model, StandardCharsets.UTF_8)
                                        .replace("+", "%20"),
                                operation,
                                apiVersion);
    }
}
