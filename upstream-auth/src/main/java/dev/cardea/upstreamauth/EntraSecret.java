package dev.cardea.upstreamauth;

import dev.cardea.model.SecretText;
import java.net.URI;
import java.util.regex.Pattern;

/// Reads an application of Microsoft Entra: `tenant_id:client_id:client_secret`, or a JSON object
/// with members of these names and, for other clouds, `authority_host` and `scope`.
final class EntraSecret {
    private static final String KIND = "an Entra application";
    private static final String AUTHORITY = "https://login.microsoftonline.com";
    private static final String SCOPE = "https://cognitiveservices.azure.com/.default";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{3,100}");

    private EntraSecret() {}

    static SecretForm.EntraClient read(String text) {
        if (text.startsWith("{")) {
            SecretFields fields = SecretFields.read(text, KIND);
            return checked(
                    TokenAddress.check("authority_host", fields.maybe("authority_host", AUTHORITY)),
                    fields.need("tenant_id"),
                    fields.need("client_id"),
                    fields.need("client_secret"),
                    fields.maybe("scope", SCOPE));
        }
        String[] parts = text.split(":", 3);
        if (parts.length < 3) {
            throw new MalformedSecret(
                    KIND + " is tenant_id:client_id:client_secret, found 2 parts");
        }
        return checked(URI.create(AUTHORITY), parts[0], parts[1], parts[2], SCOPE);
    }

    private static SecretForm.EntraClient checked(
            URI authority, String tenant, String client, String secret, String scope) {
        if (!ID.matcher(tenant).matches()) {
            throw new MalformedSecret("an Entra tenant is a UUID or a domain name");
        }
        if (!ID.matcher(client).matches()) {
            throw new MalformedSecret("an Entra client id is a UUID");
        }
        if (secret.isEmpty()) {
            throw new MalformedSecret("an Entra client secret isn't empty");
        }
        return new SecretForm.EntraClient(authority, tenant, client, new SecretText(secret), scope);
    }
}
