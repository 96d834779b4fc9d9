package dev.cardea.relay;

import dev.cardea.model.Environment;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// An address that the data plane listens on; it serves the keys of one environment.
///
/// @param address port 0 for any free one
/// @param tls the server's certificate; empty for plain HTTP
public record Listener(InetSocketAddress address, Environment environment, Optional<Tls> tls) {
    /// PEM files, read again when they change.
    ///
    /// @param certificates the server's first, then those that lead to the authority
    /// @param privateKey PKCS #8, not encrypted
    public record Tls(Path certificates, Path privateKey) {}

    /// Plain HTTP for the environment `live`.
    public static Listener plain(InetSocketAddress address) {
        return new Listener(address, Environment.LIVE, Optional.empty());
    }
}
