package dev.cardea.admission;

import java.util.List;
import java.util.Optional;

/// Whose key a text looks like, told by how it begins; lengths say too little. Sources: the
/// providers' own documentation and the published pattern lists of secret scanners.
final class Vendors {
    private record Vendor(String prefix, String name) {}

    /// The longer of two prefixes that fit comes first.
    private static final List<Vendor> ALL =
            List.of(
                    new Vendor("sk-ant-", "Anthropic"),
                    new Vendor("sk-proj-", "OpenAI"),
                    new Vendor("sk-svcacct-", "OpenAI"),
                    new Vendor("sk-admin-", "OpenAI"),
                    new Vendor("sk-or-", "OpenRouter"),
                    new Vendor("sk-lf-", "Langfuse"),
                    new Vendor("pk-lf-", "Langfuse"),
                    new Vendor("sk-helicone-", "Helicone"),
                    new Vendor("sk_live_", "Stripe"),
                    new Vendor("sk_test_", "Stripe"),
                    new Vendor("pk_live_", "Stripe"),
                    new Vendor("pk_test_", "Stripe"),
                    new Vendor("rk_live_", "Stripe"),
                    new Vendor("rk_test_", "Stripe"),
                    new Vendor("whsec_", "Stripe"),
                    new Vendor("AIza", "Google"),
                    new Vendor("AQ.", "Google"),
                    new Vendor("ya29.", "Google"),
                    new Vendor("GOCSPX-", "Google"),
                    new Vendor("gsk_", "Groq"),
                    new Vendor("xai-", "xAI"),
                    new Vendor("hf_", "Hugging Face"),
                    new Vendor("api_org_", "Hugging Face"),
                    new Vendor("pplx-", "Perplexity"),
                    new Vendor("csk-", "Cerebras"),
                    new Vendor("nvapi-", "NVIDIA"),
                    new Vendor("fw_", "Fireworks"),
                    new Vendor("fpk_", "Fireworks"),
                    new Vendor("tgp_v1_", "Together"),
                    new Vendor("r8_", "Replicate"),
                    new Vendor("dop_v1_", "DigitalOcean"),
                    new Vendor("jina_", "Jina"),
                    new Vendor("pa-", "Voyage"),
                    new Vendor("tvly-", "Tavily"),
                    new Vendor("lsv2_", "LangSmith"),
                    new Vendor("pcsk_", "Pinecone"),
                    new Vendor("dapi", "Databricks"),
                    new Vendor("vck_", "Vercel"),
                    new Vendor("AKIA", "AWS"),
                    new Vendor("ASIA", "AWS"),
                    new Vendor("ABSK", "AWS"),
                    new Vendor("bedrock-api-key-", "AWS"),
                    new Vendor("ghp_", "GitHub"),
                    new Vendor("gho_", "GitHub"),
                    new Vendor("ghu_", "GitHub"),
                    new Vendor("ghs_", "GitHub"),
                    new Vendor("ghr_", "GitHub"),
                    new Vendor("github_pat_", "GitHub"),
                    new Vendor("glpat-", "GitLab"),
                    new Vendor("xoxb-", "Slack"),
                    new Vendor("xoxp-", "Slack"),
                    new Vendor("xapp-", "Slack"),
                    new Vendor("SG.", "SendGrid"),
                    new Vendor("npm_", "npm"),
                    new Vendor("pypi-", "PyPI"),
                    new Vendor("hvs.", "HashiCorp Vault"),
                    new Vendor("mistral-", "Mistral"),
                    new Vendor("sk-", "OpenAI, or of a provider with OpenAI's form"));

    /// Shorter than any vendor's key.
    private static final int SHORTEST = 8;

    private Vendors() {}

    /// The name of the vendor, from a closed list.
    static Optional<String> of(String text) {
        if (text.length() < SHORTEST) {
            return Optional.empty();
        }
        for (Vendor vendor : ALL) {
            if (text.startsWith(vendor.prefix())) {
                return Optional.of(vendor.name());
            }
        }
        return Optional.empty();
    }
}
