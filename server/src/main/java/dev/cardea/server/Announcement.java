package dev.cardea.server;

import dev.cardea.control.FirstStart.FirstKeys;
import dev.cardea.server.config.Configuration;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.Locale;

/// What an operator reads when Cardea has started.
record Announcement(Cardea cardea, Configuration configuration) {

    void print(PrintWriter out, long startNanos) {
        out.println("Cardea is up.");
        cardea.dataPlane().forEach(a -> out.printf("  data plane  %s%n", url(a)));
        out.printf("  admin API   http://%s%n", hostAndPort(cardea.admin()));
        out.printf("  home        %s%n", configuration.home().toAbsolutePath().normalize());
        configuration.notices().forEach(notice -> out.printf("  %s%n", notice));
        if (configuration.providers().isEmpty()) {
            out.println("  no provider is set up: the built-in test model \"echo\" answers");
        }
        cardea.firstKeys().ifPresent(keys -> first(out, keys));
        out.printf(Locale.ROOT, "Started in %.1f s; stop with Ctrl-C.%n", startNanos / 1e9);
        out.flush();
    }

    private void first(PrintWriter out, FirstKeys keys) {
        out.println();
        out.println("This is the first start. These keys are shown this once; keep them:");
        out.printf("  key             %s%n", keys.secret().reveal());
        out.printf("  management key  %s%n", keys.management().reveal());
        out.println();
        out.println("Try it:");
        out.printf("  curl %s/v1/chat/completions \\%n", url(cardea.dataPlane().getFirst()));
        out.printf("    -H 'Authorization: Bearer %s' \\%n", keys.secret().reveal());
        out.println("    -H 'content-type: application/json' \\");
        out.printf(
                "    -d '{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}'%n",
                cardea.exampleModel());
        out.println();
    }

    private String url(InetSocketAddress address) {
        boolean tls =
                configuration.listeners().stream()
                        .anyMatch(l ->
                                l.tls().isPresent() && l.address().getPort() == address.getPort());
        return (tls ? "https://" : "http://") + hostAndPort(address);
    }

    private static String hostAndPort(InetSocketAddress address) {
        String host =
                address.getAddress().isAnyLocalAddress()
                        ? "127.0.0.1"
                        : address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
