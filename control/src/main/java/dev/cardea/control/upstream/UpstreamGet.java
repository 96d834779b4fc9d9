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
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/// Asks something of a provider outside any call: bounded in time and bytes, and following no
/// redirect. For any thread that may wait.
public final class UpstreamGet implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient http = client().build();
    private final Map<String, HttpClient> others;
    private final Duration timeout;
    private final Map<String, InetSocketAddress> hosts;

    /// @param timeout for the whole of an answer
    /// @param hosts names that are resolved here instead of by the system
    /// @param authorities who vouches for providers of their own certificates, by `host:port`
    public UpstreamGet(
            Duration timeout,
            Map<String, InetSocketAddress> hosts,
            Map<String, TrustManagerFactory> authorities) {
        this.timeout = timeout;
        Map<String, HttpClient> clients = new HashMap<>();
        authorities.forEach(
                (place, trust) -> clients.put(place, client().sslContext(context(trust)).build()));
        others = Map.copyOf(clients);
        this.hosts = Map.copyOf(hosts);
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor());
    }

    private static SSLContext context(TrustManagerFactory trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private HttpClient client(URI url) {
        if (others.isEmpty() || !"https".equalsIgnoreCase(url.getScheme())) {
            return http;
        }
        int port = url.getPort() > 0 ? url.getPort() : 443;
        return others.getOrDefault(url.getHost().toLowerCase(Locale.ROOT) + ":" + port, http);
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
                    client(url)
                            .send(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
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
        others.values().forEach(HttpClient::shutdownNow);
    }
}
