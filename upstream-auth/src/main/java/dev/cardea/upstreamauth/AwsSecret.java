package dev.cardea.upstreamauth;

import dev.cardea.model.SecretText;
import java.util.regex.Pattern;

/// Reads an AWS access key: `access_key_id:secret_access_key[:session_token[:region]]`, or a JSON
/// object with members of these names.
final class AwsSecret {
    private static final String KIND = "an AWS access key";
    private static final Pattern ID = Pattern.compile("[A-Z0-9]{16,128}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{0,40}");

    private AwsSecret() {}

    static SecretForm.AwsKeys read(String text) {
        if (text.startsWith("{")) {
            SecretFields fields = SecretFields.read(text, KIND);
            return checked(
                    fields.need("access_key_id"),
                    fields.need("secret_access_key"),
                    fields.maybe("session_token", ""),
                    fields.maybe("region", ""));
        }
        String[] parts = text.split(":", -1);
        if (parts.length > 4) {
            throw new MalformedSecret(
                    KIND
                            + " is access_key_id:secret_access_key[:session_token[:region]], found %d parts"
                                    .formatted(parts.length));
        }
        return checked(
                parts[0],
                parts[1],
                parts.length > 2 ? parts[2] : "",
                parts.length > 3 ? parts[3] : "");
    }

    private static SecretForm.AwsKeys checked(
            String id, String secret, String session, String region) {
        if (!ID.matcher(id).matches()) {
            throw new MalformedSecret(
                    KIND + "'s id is 16 or more capital letters and digits, such as AKIA…");
        }
        if (secret.length() < 16) {
            throw new MalformedSecret(
                    KIND + "'s secret has 40 characters, found " + secret.length());
        }
        if (!REGION.matcher(region).matches()) {
            throw new MalformedSecret("an AWS region is like eu-central-1");
        }
        return new SecretForm.AwsKeys(id, new SecretText(secret), new SecretText(session), region);
    }
}
