package dev.cardea.upstreamauth;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.cardea.model.SecretText;
import java.io.IOException;
import java.util.Date;
import java.util.List;

/// Tokens of a Google service account, by Google's library.
final class GoogleTokens implements TokenSource {
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private final GoogleCredentials credentials;

    GoogleTokens(SecretForm.ServiceAccount account) {
        credentials =
                GoogleSecret.credentials(account.json().reveal()).createScoped(List.of(SCOPE));
    }

    @Override
    public Token fetch() {
        try {
            AccessToken token = credentials.refreshAccessToken();
            Date expires = token.getExpirationTime();
            if (expires == null) {
                throw TokenRefused.unreachable("Google's token has no end");
            }
            return new Token(new SecretText(token.getTokenValue()), expires.toInstant());
        } catch (IOException e) {
            // Google's words name the account and quote the assertion's claims: only the kind is
            // told.
            String words = String.valueOf(e.getMessage());
            throw words.contains("invalid_grant") || words.contains("invalid_client")
                    ? TokenRefused.invalid("Google refuses the service account")
                    : TokenRefused.unreachable(
                            "Google's token service fails (" + e.getClass().getSimpleName() + ")");
        }
    }
}
