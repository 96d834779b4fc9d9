package dev.cardea.upstreamauth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.cardea.model.SecretText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;

/// Tokens of an Entra application, by the client credentials grant (RFC 6749 section 4.4).
final class EntraTokens implements TokenSource {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SecretForm.EntraClient client;
    private final HttpClient http;
    private final InstantSource clock;

    EntraTokens(SecretForm.EntraClient client, HttpClient http, InstantSource clock) {
        this.client = client;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public Token fetch() throws InterruptedException {
        HttpResponse<String> answer = ask();
        JsonObject said = said(answer.body());
        if (answer.statusCode() == 400 || answer.statusCode() == 401) {
            throw TokenRefused.invalid("Entra refuses the application" + code(said));
        }
        JsonElement token = said.get("access_token");
        JsonElement life = said.get("expires_in");
        if (answer.statusCode() != 200 || token == null || life == null) {
            throw TokenRefused.unreachable("Entra answers with " + answer.statusCode());
        }
        return new Token(
                new SecretText(token.getAsString()), clock.instant().plusSeconds(life.getAsLong()));
    }

    private HttpResponse<String> ask() throws InterruptedException {
        String form =
                "grant_type=client_credentials&client_id=%s&client_secret=%s&scope=%s"
                        .formatted(
                                QueryWords.encoded(client.client()),
                                QueryWords.encoded(client.secret().reveal()),
                                QueryWords.encoded(client.scope()));
        URI address =
                URI.create(
                        client.authority().toString().replaceAll("/+$", "")
                                + "/"
                                + client.tenant()
                                + "/oauth2/v2.0/token");
        try {
            return http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(PATIENCE)
                            .header("content-type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw TokenRefused.unreachable(
                    "Entra can't be reached (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static JsonObject said(String body) {
        try {
            return JsonParser.parseString(body) instanceof JsonObject object
                    ? object
                    : new JsonObject();
        } catch (JsonParseException _) {
            return new JsonObject();
        }
    }

    /// Entra's own number for the error, such as AADSTS7000215.
    private static String code(JsonObject said) {
        JsonElement words = said.get("error_description");
        if (words == null || !words.isJsonPrimitive()) {
            return "";
        }
        String text = words.getAsString();
        int end = text.indexOf(':');
        return end > 0 && text.substring(0, end).matches("AADSTS\\d{1,10}")
                ? " (" + text.substring(0, end) + ")"
                : "";
    }
}
