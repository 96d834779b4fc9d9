package dev.cardea.dialect.classify;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which vendor's keys a provider takes, as far as its name tells.
final class Vendors {
    /// Words in providers' names, and the vendor of the keys they take; an empty one has keys
    /// without a prefix. `azure` comes before `openai`, as `azure-openai` has both.
    private static final List<Map.Entry<String, String>> BY_WORD =
            List.of(
                    Map.entry("azure", ""),
                    Map.entry("gemini", "google"),
                    Map.entry("vertex", "google"),
                    Map.entry("google", "google"),
                    Map.entry("bedrock", "aws"),
                    Map.entry("openrouter", "openrouter"),
                    Map.entry("openai", "openai"),
                    Map.entry("anthropic", "anthropic"),
                    Map.entry("groq", "groq"),
                    Map.entry("xai", "xai"),
                    Map.entry("huggingface", "huggingface"),
                    Map.entry("perplexity", "perplexity"),
                    Map.entry("nvidia", "nvidia"),
                    Map.entry("fireworks", "fireworks"),
                    Map.entry("cerebras", "cerebras"),
                    Map.entry("mistral", ""),
                    Map.entry("cohere", ""),
                    Map.entry("deepseek", "several"));

    private Vendors() {}

    /// Whether keys of this vendor are not what the provider takes. A name that says nothing, and a
    /// prefix that several vendors share, give the benefit of the doubt.
    static boolean isForeign(String vendor, String provider) {
        String name = provider.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> entry : BY_WORD) {
            if (name.contains(entry.getKey())) {
                String own = entry.getValue();
                boolean shared = vendor.equals("several") || vendor.equals("jwt");
                return !own.equals(vendor) && (own.isEmpty() ? !vendor.equals("jwt") : !shared);
            }
        }
        return false;
    }
}
