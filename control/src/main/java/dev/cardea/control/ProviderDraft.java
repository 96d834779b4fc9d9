package dev.cardea.control;

import dev.cardea.model.Dialect;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderId;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What an administrator, or the configuration, says of a provider.
///
/// @param organization the tenant that brings it; empty for the installation's own
/// @param name unique, lower-case: the part before the slash in `provider/model`
/// @param baseUrl as the SDK of the dialect has it; a version behind it that the SDK's paths begin with,
///     as many people write it, is left out
/// @param models names or patterns that it serves; empty when not listed
/// @param unlistedModels whether names that `models` doesn't list may be sent to it
/// @param passThrough calls that are forwarded as they are, each `METHOD /path`
/// @param keyless whether it is called without a credential where there is none
/// @param responses whether it answers OpenAI Responses itself and keeps the state that they refer to
/// @param statusPage where it says how it is doing, as statuspage JSON (`…/api/v2/summary.json`)
public record ProviderDraft(
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
        boolean enabled) {

    public ProviderDraft {
        Words.slug("/name", name);
        baseUrl = Words.baseUrl("/base_url", dialect.unversioned(baseUrl));
        Words.items("/models", models);
        for (int i = 0; i < passThrough.size(); i++) {
            if (!passThrough.get(i).matches("([A-Z]{1,20}|\\*) /[\\x21-\\x7e]{0,500}")) {
                throw new ControlFailure.Invalid(
                        "/pass_through/" + i,
                        "a pass-through call is like 'POST /v1/files/*': method, blank, path");
            }
        }
        statusPage.ifPresent(page -> Words.baseUrl("/status_page", page));
        models = List.copyOf(models);
        passThrough = List.copyOf(passThrough);
    }

    /// What would have to be said for this record.
    public static ProviderDraft of(Provider it) {
        return new ProviderDraft(
                it.organization(),
                it.name(),
                it.dialect(),
                it.baseUrl(),
                it.models(),
                it.unlistedModels(),
                it.passThrough(),
                it.keyless(),
                it.responses(),
                it.statusPage(),
                it.enabled());
    }

    Provider provider(ProviderId id, Optional<String> declaredAt, long revision) {
        return new Provider(
                id,
                organization,
                name,
                dialect,
                baseUrl,
                models,
                unlistedModels,
                passThrough,
                keyless,
                responses,
                statusPage,
                enabled,
                declaredAt,
                revision);
    }
}
