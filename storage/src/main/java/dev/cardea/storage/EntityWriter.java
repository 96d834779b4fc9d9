package dev.cardea.storage;

import dev.cardea.model.Application;
import dev.cardea.model.CredentialTerms;
import dev.cardea.model.Entity;
import dev.cardea.model.Grants;
import dev.cardea.model.Id;
import dev.cardea.model.Key;
import dev.cardea.model.KeySecret;
import dev.cardea.model.ModelRoute;
import dev.cardea.model.Network;
import dev.cardea.model.Organization;
import dev.cardea.model.Owner;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Team;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Writes records as JSON; [EntityReader] is its other half.
final class EntityWriter {
    private EntityWriter() {}

    static void write(Entity entity, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("kind", EntityKind.of(entity).label());
        json.writeStringProperty("id", entity.id().value());
        json.writeNumberProperty("revision", entity.revision());
        switch (entity) {
            case Organization it -> {
                json.writeStringProperty("name", it.name());
                json.writeStringProperty("state", it.state().name());
                json.writeStringProperty("disclosure", it.disclosure().name());
                grants(it.grants(), json);
            }
            case Team it -> {
                json.writeStringProperty("organization", it.organization().value());
                json.writeStringProperty("name", it.name());
                json.writeStringProperty("state", it.state().name());
                grants(it.grants(), json);
            }
            case Application it -> {
                json.writeStringProperty("team", it.team().value());
                json.writeStringProperty("name", it.name());
                json.writeStringProperty("state", it.state().name());
                grants(it.grants(), json);
            }
            case Owner it -> {
                json.writeStringProperty("organization", it.organization().value());
                json.writeStringProperty("ownerKind", it.kind().name());
                json.writeStringProperty("name", it.name());
                json.writeStringProperty("standing", it.standing().name());
                it.lockedUntil()
                        .ifPresent(at -> json.writeNumberProperty("lockedUntil", micros(at)));
            }
            case Key it -> key(it, json);
            case Provider it -> provider(it, json);
            case ProviderCredential it -> {
                json.writeStringProperty("provider", it.provider().value());
                optional("organization", it.organization(), json);
                json.writeStringProperty("name", it.name());
                json.writeStringProperty("sealed", it.sealed().base64());
                json.writeStringProperty("fingerprint", it.fingerprint());
                terms(it.terms(), json);
                json.writeBooleanProperty("enabled", it.enabled());
                text("declaredAt", it.declaredAt(), json);
            }
            case ModelRoute it -> {
                optional("organization", it.organization(), json);
                json.writeStringProperty("name", it.name());
                RouteWriter.write(it, json);
            }
        }
        json.writeEndObject();
    }

    private static void key(Key key, JsonGenerator json) {
        json.writeStringProperty("organization", key.organization().value());
        optional("application", key.applicationId(), json);
        optional("owner", key.ownerId(), json);
        json.writeStringProperty("name", key.name());
        json.writeStringProperty("environment", key.environment().name());
        json.writeStringProperty("type", key.type().name());
        json.writeStringProperty("state", key.state().name());
        json.writeName("secrets");
        json.writeStartArray();
        for (KeySecret secret : key.secrets()) {
            json.writeStartObject();
            json.writeStringProperty("hash", secret.hash().hex());
            if (secret.worksUntilMicros() != Long.MAX_VALUE) {
                json.writeNumberProperty("worksUntil", secret.worksUntilMicros());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        if (key.notBeforeMicros() != 0) {
            json.writeNumberProperty("notBefore", key.notBeforeMicros());
        }
        if (key.expiresAtMicros() != Long.MAX_VALUE) {
            json.writeNumberProperty("expiresAt", key.expiresAtMicros());
        }
        grants(key.grants(), json);
        if (!key.intact()) {
            json.writeBooleanProperty("intact", false);
        }
    }

    private static void provider(Provider provider, JsonGenerator json) {
        optional("organization", provider.organization(), json);
        json.writeStringProperty("name", provider.name());
        json.writeStringProperty("dialect", provider.dialect().name());
        json.writeStringProperty("baseUrl", provider.baseUrl().toString());
        texts("models", provider.models(), json);
        json.writeBooleanProperty("unlistedModels", provider.unlistedModels());
        texts("passThrough", provider.passThrough(), json);
        if (provider.keyless()) {
            json.writeBooleanProperty("keyless", true);
        }
        if (provider.responses()) {
            json.writeBooleanProperty("responses", true);
        }
        text("statusPage", provider.statusPage().map(URI::toString), json);
        json.writeBooleanProperty("enabled", provider.enabled());
        text("declaredAt", provider.declaredAt(), json);
    }

    private static void terms(CredentialTerms terms, JsonGenerator json) {
        if (terms.equals(CredentialTerms.ANY)) {
            return;
        }
        json.writeName("terms");
        json.writeStartObject();
        json.writeNumberProperty("weight", terms.weight());
        json.writeNumberProperty("requestsPerMinute", terms.requestsPerMinute());
        json.writeNumberProperty("tokensPerMinute", terms.tokensPerMinute());
        texts("models", terms.models(), json);
        json.writeEndObject();
    }

    private static void grants(Grants grants, JsonGenerator json) {
        if (grants.equals(Grants.ALL)) {
            return;
        }
        json.writeName("grants");
        json.writeStartObject();
        texts("models", grants.models(), json);
        texts("endpoints", grants.endpoints(), json);
        texts("scopes", grants.scopes(), json);
        texts("allowedNetworks", networks(grants.allowedNetworks()), json);
        texts("blockedNetworks", networks(grants.blockedNetworks()), json);
        json.writeEndObject();
    }

    private static List<String> networks(List<Network> networks) {
        return networks.stream().map(Network::toString).toList();
    }

    static void texts(String name, List<String> texts, JsonGenerator json) {
        if (texts.isEmpty()) {
            return;
        }
        json.writeName(name);
        json.writeStartArray();
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    static void text(String name, Optional<String> text, JsonGenerator json) {
        text.ifPresent(it -> json.writeStringProperty(name, it));
    }

    private static void optional(String name, Optional<? extends Id> id, JsonGenerator json) {
        id.ifPresent(it -> json.writeStringProperty(name, it.value()));
    }

    /// Epoch microseconds, the unit of time in every store.
    private static long micros(Instant at) {
        return Math.addExact(
                Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
    }
}
