package dev.cardea.server;

import dev.cardea.server.cli.CommandFailure;
import dev.cardea.server.cli.ExitCode;
import dev.cardea.server.config.Configuration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Looks whether all addresses can be listened on before anything is created, so that a first start
/// which can't go on leaves nothing behind, above all no keys that nobody has seen.
final class FreePorts {
    private FreePorts() {}

    /// @throws CommandFailure naming the address and the setting
    static void check(Configuration configuration) {
        for (Configuration.Listener listener : configuration.listeners()) {
            check(listener.address(), "listen (or CARDEA_LISTEN)");
        }
        check(configuration.admin(), "admin_listen (or CARDEA_ADMIN_LISTEN)");
    }

    private static void check(InetSocketAddress address, String setting) {
        if (address.isUnresolved()) {
            throw new CommandFailure(
                    ExitCode.PORT,
                    "the address %s can't be resolved; set %s"
                            .formatted(address.getHostString(), setting));
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.PORT,
                    "%s:%d can't be listened on (%s); end what listens there, or set %s to another address"
                            .formatted(
                                    address.getHostString(),
                                    address.getPort(),
                                    e.getMessage(),
                                    setting));
        }
    }
}
