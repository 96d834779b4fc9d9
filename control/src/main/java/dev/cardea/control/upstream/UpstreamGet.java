package dev.cardea.control.upstream;

import dev.cardea.model.Address;
import dev.cardea.model.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/// Asks something of a provider outside any call: bounded in time and bytes, and following no
/// redirect. For any thread that may wait.
public final class UpstreamGet implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
    private final Duration timeout;
    private final Map<String, InetSocketAddress> hosts;

    /// @param timeout for the whole of an answer
    /// @param hosts names that are resolved here instead of by the system
    public UpstreamGet(Duration timeout, Map<String, InetSocketAddress> hosts) {
        this.timeout = timeout;
        this.hosts = Map.copyOf(hosts);
    }

    /// @param headers names in lower case
    record Answer(int status, Map<String, String> headers, byte[] body) {}

    /// No answer came.
    static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1;

        Unreachable(String why) {
            super(why);
        }

        /// Why, in a few words.
        String why() {
            return String.valueOf(getMessage());
        }
    }

    /// Nothing around the gateway is asked for a tenant, whatever its names resolve to, unless an
    /// operator has named that place itself.
    ///
    /// @param provider whose address it is
    /// @throws Unreachable when no answer came in time
    Answer get(Provider provider, URI url, Map<String, String> headers) throws Unreachable {
        if (provider.organization().isPresent() && !Address.isNear(url.getHost())) {
            insistOnPublic(url.getHost());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(resolved(url)).timeout(timeout);
        request.header("accept", "application/json");
        headers.forEach(request::setHeader);
        try {
            HttpResponse<InputStream> response =
                    http.send(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                return new Answer(
                        response.statusCode(),
                        first(response.headers().map()),
                        in.readNBytes(MOST_BYTES));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted");
        } catch (IOException e) {
            throw new Unreachable(words(e));
        }
    }

    /// The system keeps what it resolves for some seconds, so the connection goes where this looked.
    private static void insistOnPublic(String host) throws Unreachable {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!Address.of(address.getAddress()).isPublic()) {
                    throw new Unreachable(
                            "its name leads to an address that isn't on the internet");
                }
            }
        } catch (UnknownHostException _) {
            throw new Unreachable("its name can't be resolved");
        }
    }

    private URI resolved(URI url) {
        InetSocketAddress here = hosts.get(url.getHost());
        return here == null
                ? url
                : URI.create(
                        "%s://%s:%d%s"
                                .formatted(
                                        url.getScheme(),
                                        here.getAddress().getHostAddress(),
                                        here.getPort(),
                                        url.getRawPath()));
    }

    private static Map<String, String> first(Map<String, List<String>> headers) {
        Map<String, String> first = new HashMap<>();
        headers.forEach((name, values) -> first.put(name, values.getFirst()));
        return first;
    }

    private String words(IOException e) {
        return switch (e) {
            case HttpConnectTimeoutException _ -> "no connection in time";
            case HttpTimeoutException _ -> "no answer within " + timeout.toSeconds() + " s";
            case SSLException _ -> "TLS failed";
            case UnknownHostException _ -> "its name can't be resolved";
            case ConnectException it ->
                    it.getCause() instanceof ConnectException cause
                                    && cause.getCause() instanceof UnresolvedAddressException
                            ? "its name can't be resolved"
                            : "no connection";
            default -> "the connection broke off";
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
