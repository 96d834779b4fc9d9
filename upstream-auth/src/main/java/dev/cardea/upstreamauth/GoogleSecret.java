package dev.cardea.upstreamauth;

import com.google.auth.oauth2.ServiceAccountCredentials;
import dev.cardea.model.SecretText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads a Google service account: the JSON file that Google gives out, as it is.
final class GoogleSecret {
    private static final String KIND = "a Google service account";

    private GoogleSecret() {}

    static SecretForm.ServiceAccount read(String text) {
        SecretFields fields = SecretFields.read(text, KIND);
        String type = fields.need("type");
        if (!type.equals("service_account")) {
            throw new MalformedSecret(
                    "the member 'type' of a Google service account is 'service_account'");
        }
        fields.need("client_email");
        fields.need("private_key");
        fields.need("private_key_id");
        TokenAddress.check(
                "token_uri", fields.maybe("token_uri", "https://oauth2.googleapis.com/token"));
        credentials(text);
        return new SecretForm.ServiceAccount(new SecretText(text));
    }

    /// @throws MalformedSecret when its key can't be read
    static ServiceAccountCredentials credentials(String json) {
        try {
            return ServiceAccountCredentials.fromStream(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | RuntimeException _) {
            // The library's message may quote the key.
            throw new MalformedSecret(
                    "the member 'private_key' of a Google service account is no PKCS #8 key in PEM");
        }
    }
}
