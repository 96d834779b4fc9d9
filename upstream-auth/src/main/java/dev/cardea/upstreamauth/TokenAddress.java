package dev.cardea.upstreamauth;

import java.net.URI;
import java.util.Locale;

/// The address of a service that gives out tokens: `https`, or `http` on this machine.
final class TokenAddress {
    private TokenAddress() {}

    /// @param member what a message calls it
    /// @throws MalformedSecret when it is no such address
    static URI check(String member, String text) {
        try {
            URI address = URI.create(text);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            boolean here = "127.0.0.1".equals(address.getHost());
            if (address.getHost() != null
                    && (scheme.equals("https") || (scheme.equals("http") && here))) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // Not an address at all.
        }
        throw new MalformedSecret("the member '%s' must be an https address".formatted(member));
    }
}
