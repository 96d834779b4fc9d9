package dev.cardea.it;

import dev.cardea.model.KeyType;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// An organization of a running Cardea with one team, application, owner and key, all of them made
/// through the admin API.
final class Tenant {
    private static final String ROOT = "/admin/v1/";

    private final RunningCardea cardea;
    private final Map<String, String> paths = new LinkedHashMap<>();
    private final String organization;
    private final String team;
    private final String application;
    private String owner;
    private final String administrator;
    private final String keyId;
    private final String key;

    private Tenant(RunningCardea cardea, String name) {
        this.cardea = cardea;
        organization = make("organizations", "{\"name\":\"%s\"}".formatted(name));
        String belongs = ",\"organization\":\"" + organization + "\"}";
        team = make("teams", "{\"name\":\"Tinkers\"" + belongs);
        application = make("applications", "{\"name\":\"Shop\",\"team\":\"%s\"}".formatted(team));
        owner = make("owners", "{\"name\":\"Olivia\",\"kind\":\"user\"" + belongs);
        String manager = owner("Adam", "user");
        administrator =
                cardea.admin(
                                "POST",
                                ROOT + "keys",
                                "{\"name\":\"console\",\"type\":\"management\",\"owner\":\"%s\"}"
                                        .formatted(manager))
                        .path("secret")
                        .asString();
        JsonNode issued = issued("live", KeyType.SECRET);
        keyId = issued.path("id").asString();
        paths.put(keyId, ROOT + "keys/" + keyId);
        key = issued.path("secret").asString();
    }

    private Tenant(RunningCardea cardea, Tenant same) {
        this.cardea = cardea;
        paths.putAll(same.paths);
        organization = same.organization;
        team = same.team;
        application = same.application;
        owner = same.owner;
        administrator = same.administrator;
        keyId = same.keyId;
        key = same.key;
    }

    static Tenant in(RunningCardea cardea, String name) {
        return new Tenant(cardea, name);
    }

    /// The text of its key.
    String key() {
        return key;
    }

    String keyId() {
        return keyId;
    }

    /// Issues a further key, and tells its text.
    String issue(String environment, KeyType type) {
        return issued(environment, type).path("secret").asString();
    }

    /// Makes a further owner, and tells its id.
    String owner(String name, String kind) {
        return cardea.admin(
                        "POST",
                        ROOT + "owners",
                        "{\"name\":\"%s\",\"kind\":\"%s\",\"organization\":\"%s\"}"
                                .formatted(name, kind, organization))
                .path("id")
                .asString();
    }

    /// Gives its key another owner.
    Tenant answeredForBy(String other) {
        changeKey("{\"owner\":\"%s\"}".formatted(other));
        paths.remove(owner);
        owner = other;
        paths.put(owner, ROOT + "owners/" + owner);
        return this;
    }

    Tenant changeKey(String patch) {
        return change(keyId, patch);
    }

    Tenant changeOwner(String patch) {
        return change(owner, patch);
    }

    Tenant changeApplication(String patch) {
        return change(application, patch);
    }

    Tenant changeTeam(String patch) {
        return change(team, patch);
    }

    Tenant changeOrganization(String patch) {
        return change(organization, patch);
    }

    Tenant deleteKey() {
        return delete(keyId);
    }

    Tenant deleteOwner() {
        return delete(owner);
    }

    Tenant deleteTeam() {
        return delete(team);
    }

    /// A step of its key: `disable`, `enable` or `revoke`.
    Tenant step(String step, String body) {
        cardea.admin("POST", path(keyId) + "/" + step, body);
        return this;
    }

    /// The revision of each record that a call with its key is decided from, by id.
    Map<String, Long> revisions() {
        Map<String, Long> revisions = new LinkedHashMap<>();
        paths.forEach((id, path) ->
                revisions.put(id, cardea.admin("GET", path, "").path("revision").asLong()));
        return revisions;
    }

    /// The same one, before a Cardea that was started again.
    Tenant before(RunningCardea restarted) {
        return new Tenant(restarted, this);
    }

    /// What its administrator reads of a diagnosis.
    HttpResponse<String> diagnosis(String id) {
        return cardea.adminAnswer(administrator, "GET", ROOT + "diagnoses/" + id);
    }

    private String make(String kind, String body) {
        String id = cardea.admin("POST", ROOT + kind, body).path("id").asString();
        paths.put(id, ROOT + kind + "/" + id);
        return id;
    }

    private JsonNode issued(String environment, KeyType type) {
        String belongs =
                type == KeyType.MANAGEMENT ? "" : ",\"application\":\"" + application + "\"";
        return cardea.admin(
                "POST",
                ROOT + "keys",
                "{\"name\":\"front\",\"owner\":\"%s\",\"environment\":\"%s\",\"type\":\"%s\"%s}"
                        .formatted(
                                owner, environment, type.name().toLowerCase(Locale.ROOT), belongs));
    }

    private Tenant change(String id, String patch) {
        cardea.admin("PATCH", path(id), patch, "if-match", revision(id));
        return this;
    }

    private Tenant delete(String id) {
        cardea.admin("DELETE", path(id), "", "if-match", revision(id));
        return this;
    }

    private String revision(String id) {
        return "\"" + cardea.admin("GET", path(id), "").path("revision").asLong() + "\"";
    }

    private String path(String id) {
        return paths.getOrDefault(id, "");
    }
}
