package dev.cardea.admission;

import static java.util.Map.entry;

import dev.cardea.admission.Staged.Twist;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Requests whose credential is missing, misplaced, damaged or foreign.
final class CredentialScenarios {
    static final Map<String, Function<World, Staged>> ALL =
            Map.ofEntries(
                    request("D001", _ -> Request.chat()),
                    request("D002", _ -> Request.chat().field("Authorization", "")),
                    request("D003", _ -> Request.chat().field("Authorization", "Bearer ")),
                    request("D004", _ -> Request.bearer("$GATEWAY_KEY")),
                    request("D005", _ -> Request.bearer("${API_KEY}")),
                    request("D006", _ -> Request.bearer("undefined")),
                    request(
                            "D010",
                            _ ->
                                    Request.chat()
                                            .peer(
                                                    Request.throughProxy(
                                                            "10.0.0.1", "198.51.100.7"))),
                    request(
                            "D013",
                            _ -> Request.chat().field("Authorization", basic("corporate:p"))),
                    request("D014", w -> Request.chat().field("Api-Key", w.key)),
                    request("D015", w -> Request.chat().field("apikey", w.key)),
                    request("D017", w -> Request.chat().query("api_key=" + w.key)),
                    request("D018", _ -> Request.chat().keyInBody()),
                    request("D019", w -> Request.chat().field("Cookie", "api_key=" + w.key)),
                    request("D020", w -> Request.chat().field("Authorization", w.key)),
                    request("D021", w -> Request.chat().field("Authorization", "Baerer " + w.key)),
                    request("D022", w -> Request.chat().field("Authorization", "Bearer" + w.key)),
                    request("D025", w -> Request.chat().field("Authorization", basic(w.key + ":"))),
                    request("D027", w -> Request.bearer("Bearer " + w.key)),
                    request(
                            "D028",
                            w ->
                                    Request.bearer(w.key)
                                            .field("x-api-key", w.issued("live", KeyType.SECRET))),
                    request("D030", w -> Request.bearer(w.key + "\u0001")),
                    request(
                            "D031",
                            w -> Request.chat().queryAccepted().query("api_key=" + w.key + "%20")),
                    request("D032", w -> Request.bearer(" " + w.key)),
                    request("D033", w -> Request.bearer(w.key + " ")),
                    request("D036", w -> Request.bearer(w.key + "\u00A0")),
                    request("D037", w -> Request.bearer("\u200B" + w.key)),
                    request("D040", w -> Request.bearer('"' + w.key + '"')),
                    request(
                            "D042",
                            w ->
                                    Request.chat()
                                            .queryAccepted()
                                            .query("api_key=" + w.key.replace("_", "%255F"))),
                    request("D043", w -> Request.bearer(w.key.replaceFirst("a", "\u0430"))),
                    request("D044", w -> Request.bearer(w.key.replace('_', ' '))),
                    request("D045", w -> Request.bearer(w.key.substring(0, w.key.length() - 8))),
                    request("D046", w -> Request.bearer(w.key.substring(3))),
                    request("D047", w -> Request.bearer(w.key + w.key)),
                    request("D048", w -> Request.bearer(w.key.toLowerCase(Locale.ROOT))),
                    request("D049", w -> Request.bearer(replaced(w.key, 40))),
                    request("D051", _ -> Request.bearer("cda_live_sk_ab12\u20269xyz")),
                    request("D053", _ -> Request.bearer("sk-proj-dummydummydummydummy")),
                    request("D054", _ -> Request.bearer("sk-ant-api03-dummydummydummy")),
                    request("D055", _ -> Request.bearer("AIzadummydummydummydummydummy")),
                    request("D056", _ -> Request.bearer("AQ.dummydummydummydummydummy")),
                    request("D057", _ -> Request.bearer("gsk_dummydummydummydummydummy")),
                    request("D058", _ -> Request.bearer("xai-dummydummydummydummydummy")),
                    request("D064", w -> Request.bearer(w.issued("live", KeyType.PUBLISHABLE))),
                    request("D065", w -> Request.bearer(w.keyId.value())),
                    request("D066", _ -> Request.bearer("app_shop")),
                    request("D067", w -> Request.bearer(w.issued("live", KeyType.WEBHOOK))),
                    request("D068", w -> Request.bearer(w.issued("live", KeyType.MANAGEMENT))),
                    twisted(
                            "D069",
                            Twist.ADMIN_API,
                            w -> Request.bearer(w.key).on("GET", "/admin/keys")),
                    request("D070", w -> Request.bearer(w.issued("test", KeyType.SECRET))),
                    request("D071", w -> Request.bearer(w.key).environment("test")),
                    request(
                            "D072",
                            _ ->
                                    Request.bearer(
                                            World.fabricated(
                                                    "live",
                                                    KeyType.SECRET,
                                                    KeyText.newId("xyz", new SecureRandom())))),
                    request(
                            "D073",
                            w ->
                                    Request.bearer(
                                            World.fabricated(
                                                    "live", KeyType.SECRET, w.unissued()))),
                    request(
                            "D074",
                            w ->
                                    Request.bearer(
                                            World.fabricated("live", KeyType.SECRET, w.keyId))));

    private CredentialScenarios() {}

    /// The key with the character at an index replaced by another of the alphabet.
    static String replaced(String key, int at) {
        char other = key.charAt(at) == 'x' ? 'y' : 'x';
        return key.substring(0, at) + other + key.substring(at + 1);
    }

    static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static Map.Entry<String, Function<World, Staged>> request(
            String id, Function<World, Request> request) {
        return twisted(id, Twist.NONE, request);
    }

    static Map.Entry<String, Function<World, Staged>> twisted(
            String id, Twist twist, Function<World, Request> request) {
        return entry(
                id,
                world -> {
                    Request made = request.apply(world);
                    return new Staged(world, made, twist);
                });
    }

    static Map.Entry<String, Function<World, Staged>> changed(
            String id, Function<World, World> change, UnaryOperator<Request> request) {
        return twisted(id, Twist.NONE, w -> request.apply(Request.bearer(change.apply(w).key)));
    }
}
