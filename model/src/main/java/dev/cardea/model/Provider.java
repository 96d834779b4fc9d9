package dev.cardea.model;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Where calls are forwarded to.
///
/// @param organization the tenant that brought it; empty for the installation's own
/// @param name unique, lower-case: the part before the slash in `provider/model`
/// @param baseUrl for OPENAI it ends in the version (`https://host/v1`), for ANTHROPIC and GEMINI it
///     doesn't (`https://host`), as their SDKs have it
/// @param models names or patterns that it serves; empty when not listed
/// @param unlistedModels whether names that `models` doesn't list may be sent to it
/// @param passThrough calls that are forwarded as they are, each `METHOD /path` with `*` for any text
/// @param keyless whether it is called without a credential where there is none, as servers of one's
///     own mostly are
/// @param responses whether it answers OpenAI Responses itself and keeps the state that they refer to,
///     files and batches; else they are translated for it. Matters for OPENAI only
/// @param statusPage where it says how it is doing, as statuspage JSON; empty when nowhere
/// @param declaredAt file and line when configuration declares it: then the admin API can't change it
@Copied
public record Provider(
        ProviderId id,
        Optional<OrganizationId> organization,
        String name,
        Dialect dialect,
        URI baseUrl,
        List<String> models,
        boolean unlistedModels,
        List<String> passThrough,
        boolean keyless,
        boolean responses,
        Optional<URI> statusPage,
        boolean enabled,
        Optional<String> declaredAt,
        long revision)
        implements Entity {

    public Provider {
        models = List.copyOf(models);
        passThrough = List.copyOf(passThrough);
    }

    /// One that needs a credential, knows no Responses and has no status page.
    public Provider(
            ProviderId id,
            Optional<OrganizationId> organization,
            String name,
            Dialect dialect,
            URI baseUrl,
            List<String> models,
            boolean unlistedModels,
            List<String> passThrough,
            boolean enabled,
            Optional<String> declaredAt,
            long revision) {
        this(
                id,
                organization,
                name,
                dialect,
                baseUrl,
                models,
                unlistedModels,
                passThrough,
                false,
                false,
                Optional.empty(),
                enabled,
                declaredAt,
                revision);
    }

    /// Whether it answers such calls in the very format that they come in.
    public boolean speaks(Endpoint endpoint) {
        return switch (endpoint) {
            case RESPONSES, STORED_RESPONSES, FILES, BATCHES -> responses && knowsResponses();
            default -> endpoint.passesTo(dialect);
        };
    }

    /// Azure's v1 API does; the dated versions, which an address names, mostly don't.
    private boolean knowsResponses() {
        return dialect == Dialect.OPENAI
                || (dialect == Dialect.AZURE_OPENAI && ApiVersion.of(baseUrl).isEmpty());
    }

    /// The same with its own Responses, or without.
    public Provider withResponses(boolean responses) {
        return ProviderBuilder.builder(this).responses(responses).build();
    }

    @Override
    public Provider withRevision(long revision) {
        return ProviderBuilder.builder(this).revision(revision).build();
    }
}
