package dev.cardea.storage;

import dev.cardea.model.CredentialTerms;
import dev.cardea.model.KeySecret;
import dev.cardea.model.Network;
import dev.cardea.model.Sha256;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the values of members, each of exactly one type; the parser stands at the member's name.
final class Members {
    private Members() {}

    static List<KeySecret> secrets(JsonParser json) {
        List<KeySecret> secrets = new ArrayList<>(1);
        expect(json.nextToken(), JsonToken.START_ARRAY, "secrets");
        while (json.nextToken() == JsonToken.START_OBJECT) {
            @Nullable Sha256 hash = null;
            long worksUntil = Long.MAX_VALUE;
            for (String member = json.nextName(); member != null; member = json.nextName()) {
                switch (member) {
                    case "hash" -> hash = hash(text(json, member));
                    case "worksUntil" -> worksUntil = number(json, member);
                    default ->
                            throw new StoreException.Corrupt(
                                    "a stored key has a member that this version doesn't know");
                }
            }
            if (hash == null) {
                throw misfit("hash");
            }
            secrets.add(new KeySecret(hash, worksUntil));
        }
        expect(json.currentToken(), JsonToken.END_ARRAY, "secrets");
        return secrets;
    }

    static CredentialTerms terms(JsonParser json) {
        int weight = 1;
        int requests = 0;
        int tokens = 0;
        List<String> models = List.of();
        expect(json.nextToken(), JsonToken.START_OBJECT, "terms");
        for (String member = json.nextName(); member != null; member = json.nextName()) {
            switch (member) {
                case "weight" -> weight = Math.toIntExact(number(json, member));
                case "requestsPerMinute" -> requests = Math.toIntExact(number(json, member));
                case "tokensPerMinute" -> tokens = Math.toIntExact(number(json, member));
                case "models" -> models = texts(json, member);
                default ->
                        throw new StoreException.Corrupt(
                                "stored terms have a member that this version doesn't know");
            }
        }
        try {
            return new CredentialTerms(weight, requests, tokens, models);
        } catch (IllegalArgumentException _) {
            throw misfit("terms");
        }
    }

    static Sha256 hash(String hex) {
        try {
            return Sha256.parse(hex);
        } catch (IllegalArgumentException _) {
            throw misfit("hash");
        }
    }

    static List<Network> networks(JsonParser json, String member) {
        try {
            return texts(json, member).stream().map(Network::parse).toList();
        } catch (IllegalArgumentException _) {
            throw misfit(member);
        }
    }

    static List<String> texts(JsonParser json, String member) {
        List<String> texts = new ArrayList<>();
        expect(json.nextToken(), JsonToken.START_ARRAY, member);
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(json.getString());
        }
        expect(json.currentToken(), JsonToken.END_ARRAY, member);
        return texts;
    }

    static String text(JsonParser json, String member) {
        expect(json.nextToken(), JsonToken.VALUE_STRING, member);
        return json.getString();
    }

    static long number(JsonParser json, String member) {
        expect(json.nextToken(), JsonToken.VALUE_NUMBER_INT, member);
        return json.getLongValue();
    }

    static boolean flag(JsonParser json, String member) {
        JsonToken token = json.nextToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw misfit(member);
        }
        return token == JsonToken.VALUE_TRUE;
    }

    static void expect(@Nullable JsonToken found, JsonToken expected, String where) {
        if (found != expected) {
            throw misfit(where);
        }
    }

    static StoreException.Corrupt misfit(String member) {
        return new StoreException.Corrupt("'%s' of a stored record doesn't fit".formatted(member));
    }
}
