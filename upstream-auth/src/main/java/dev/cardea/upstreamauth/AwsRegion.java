package dev.cardea.upstreamauth;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The AWS region that a provider's address names, as
/// `bedrock-runtime[-fips].REGION.amazonaws.com` does, and those of private endpoints.
final class AwsRegion {
    private static final Pattern HOST =
            Pattern.compile(
                    "(?:.*\\.)?bedrock(?:-runtime|-mantle)?(?:-fips)?\\.([a-z]{2}[a-z0-9-]+-\\d+)\\..*");

    private AwsRegion() {}

    static Optional<String> of(URI baseUrl) {
        Matcher host = HOST.matcher(String.valueOf(baseUrl.getHost()));
        return host.matches() ? Optional.of(host.group(1)) : Optional.empty();
    }
}
