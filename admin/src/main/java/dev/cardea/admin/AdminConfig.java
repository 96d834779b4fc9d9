package dev.cardea.admin;

import dev.cardea.control.DescribeStatus;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;

/// What the admin API needs to know of its surroundings.
///
/// @param address to listen on; port 0 for any
/// @param hosts names under which it answers, besides loopback ones
/// @param publicUrl of the data plane, which serves the pages of the codes
/// @param node that this is
/// @param loops of the data plane
public record AdminConfig(
        InetSocketAddress address,
        Set<String> hosts,
        URI publicUrl,
        String node,
        DescribeStatus.Loops loops) {
    public AdminConfig {
        hosts = Set.copyOf(hosts);
    }
}
