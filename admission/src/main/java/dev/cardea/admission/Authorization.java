package dev.cardea.admission;

import dev.cardea.model.Credential.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// What an `Authorization` field brings.
///
/// RFC 9110 section 11.4: a scheme, whose case doesn't matter, one or more blanks, and the
/// credential. Basic (RFC 7617) counts when its user or password is a key of this gateway.
sealed interface Authorization {
    /// A text to be looked up.
    record Key(String text, boolean basic) implements Authorization {}

    /// A scheme and nothing after it, or nothing at all.
    record Empty() implements Authorization {}

    /// Nothing usable.
    ///
    /// @param byProxy whether a proxy is likely to have put it there
    record Wrong(Fault fault, boolean byProxy) implements Authorization {}

    /// Schemes of the IANA registry, and those in wide use beside it, other than Bearer and Basic.
    List<String> UNSUPPORTED =
            List.of(
                    "digest",
                    "negotiate",
                    "ntlm",
                    "hoba",
                    "mutual",
                    "oauth",
                    "dpop",
                    "gnap",
                    "privatetoken",
                    "concealed",
                    "vapid",
                    "hawk",
                    "scram-sha-1",
                    "scram-sha-256",
                    "aws4-hmac-sha256",
                    "aws4-ecdsa-p256-sha256",
                    "sharedkey",
                    "sharedkeylite",
                    "kerberos",
                    "saml");

    /// Characters that no single-token key of ours or of another vendor is shorter than.
    int SHORTEST_KEY = 20;

    static Authorization parse(String value) {
        int blank = firstBlank(value);
        String scheme = blank < 0 ? value : value.substring(0, blank);
        if (scheme.isEmpty()) {
            return new Empty();
        }
        if (scheme.equalsIgnoreCase("Bearer")) {
            return blank < 0 ? new Empty() : bearer(value, blank);
        }
        if (scheme.equalsIgnoreCase("Basic")) {
            return blank < 0 ? new Empty() : basic(value.substring(blank).strip());
        }
        if (blank < 0) {
            return withoutScheme(value);
        }
        String lower = scheme.toLowerCase(Locale.ROOT);
        if (UNSUPPORTED.contains(lower)) {
            return wrong(Faults.of("CREDENTIAL_SCHEME_UNSUPPORTED"));
        }
        if (Placeholders.fits(value)) {
            return wrong(Faults.of("CREDENTIAL_PLACEHOLDER"));
        }
        if (OwnShape.claims(Text.decode(value)) || OwnShape.separatorsLost(value)) {
            return wrong(Faults.of("CREDENTIAL_SCHEME_MISSING"));
        }
        return wrong(
                unknown(EditDistance.of(lower, "bearer") <= 2 ? ": did you mean Bearer?" : ""));
    }

    private static Authorization bearer(String value, int blank) {
        int start = blank;
        while (start < value.length() && value.charAt(start) == ' ') {
            start++;
        }
        if (start == value.length()) {
            return new Empty();
        }
        String text = value.substring(start);
        int next = firstBlank(text);
        if ((next < 0 ? text : text.substring(0, next)).equalsIgnoreCase("Bearer")) {
            return next < 0 ? new Empty() : wrong(Faults.of("CREDENTIAL_SCHEME_DUPLICATED"));
        }
        return new Key(text, false);
    }

    private static Authorization basic(String encoded) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException _) {
            return notOurs();
        }
        int colon = pair.indexOf(':');
        String user = colon < 0 ? pair : pair.substring(0, colon);
        String password = colon < 0 ? "" : pair.substring(colon + 1);
        if (GatewayShape.in(user)) {
            return new Key(user, true);
        }
        return GatewayShape.in(password) ? new Key(password, true) : notOurs();
    }

    /// Clients of these APIs don't send Basic by themselves: what does is mostly a proxy on the way,
    /// which has then replaced the field.
    private static Authorization notOurs() {
        return new Wrong(Faults.of("CREDENTIAL_SCHEME_UNSUPPORTED"), true);
    }

    private static Authorization withoutScheme(String value) {
        String text = Text.decode(value);
        if (Placeholders.fits(text)) {
            return wrong(Faults.of("CREDENTIAL_PLACEHOLDER"));
        }
        if (text.regionMatches(true, 0, "Bearer", 0, 6)) {
            return wrong(unknown(": there is no blank between Bearer and the key"));
        }
        if (UNSUPPORTED.contains(text.toLowerCase(Locale.ROOT))) {
            return wrong(Faults.of("CREDENTIAL_SCHEME_UNSUPPORTED"));
        }
        boolean keyShaped =
                OwnShape.claims(text)
                        || GatewayShape.in(text)
                        || Vendors.of(text).isPresent()
                        || text.length() >= SHORTEST_KEY;
        return wrong(keyShaped ? Faults.of("CREDENTIAL_SCHEME_MISSING") : unknown(""));
    }

    private static Fault unknown(String detail) {
        return Faults.of("CREDENTIAL_SCHEME_UNKNOWN", "detail", detail);
    }

    private static Wrong wrong(Fault fault) {
        return new Wrong(fault, false);
    }

    private static int firstBlank(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == ' ' || value.charAt(i) == '\t') {
                return i;
            }
        }
        return -1;
    }
}
