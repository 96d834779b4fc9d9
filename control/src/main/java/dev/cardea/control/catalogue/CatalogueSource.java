package dev.cardea.control.catalogue;

import dev.cardea.model.Address;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Where a catalogue is read from: a file, or an address (`https`, or `http` to a server of one's
/// own). Reading is bounded in bytes and time, and for a thread that may wait.
public sealed interface CatalogueSource {
    /// @throws CatalogueInvalid when nothing could be read, saying why
    String read();

    /// How it is called in answers and logs; never holds a query, which may hold a secret.
    String name();

    record OfFile(Path path) implements CatalogueSource {
        @Override
        public String read() {
            try {
                if (Files.size(path) > CatalogueReader.MOST_BYTES) {
                    throw tooLarge(name());
                }
                return text(Files.readAllBytes(path), name());
            } catch (IOException e) {
                throw new CatalogueInvalid(
                        "%s can't be read (%s)".formatted(path, e.getClass().getSimpleName()));
            }
        }

        @Override
        public String name() {
            return path.toString();
        }
    }

    record OfAddress(URI address, Duration timeout) implements CatalogueSource {
        private static final int MOST_REDIRECTS = 5;

        @Override
        public String read() {
            try (HttpClient http =
                    HttpClient.newBuilder()
                            .connectTimeout(timeout)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .build()) {
                try {
                    return read(http, System.nanoTime() + timeout.toNanos());
                } finally {
                    http.shutdownNow();
                }
            }
        }

        private String read(HttpClient http, long until) {
            URI at = address;
            for (int i = 0; i <= MOST_REDIRECTS; i++) {
                HttpResponse<byte[]> answer = answer(http, at, until);
                Optional<String> elsewhere = answer.headers().firstValue("location");
                if (answer.statusCode() == 200) {
                    return text(answer.body(), name());
                }
                if (answer.statusCode() / 100 != 3 || elsewhere.isEmpty()) {
                    throw new CatalogueInvalid(
                            "%s answers %d, expected 200".formatted(name(), answer.statusCode()));
                }
                at = redirected(at, elsewhere.get());
            }
            throw new CatalogueInvalid(
                    "%s redirects more than %d times".formatted(name(), MOST_REDIRECTS));
        }

        private HttpResponse<byte[]> answer(HttpClient http, URI at, long until) {
            CompletableFuture<HttpResponse<byte[]>> answer =
                    http.sendAsync(
                            HttpRequest.newBuilder(at).GET().build(),
                            BodyHandlers.limiting(
                                    BodyHandlers.ofByteArray(), CatalogueReader.MOST_BYTES));
            try {
                return answer.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                answer.cancel(true);
                throw new CatalogueInvalid(
                        "%s doesn't answer within %d s".formatted(name(), timeout.toSeconds()));
            } catch (ExecutionException e) {
                Throwable why = Objects.requireNonNull(e.getCause());
                throw String.valueOf(why.getMessage()).contains("exceeds capacity")
                        ? tooLarge(name())
                        : new CatalogueInvalid(
                                "%s can't be read (%s)"
                                        .formatted(name(), why.getClass().getSimpleName()));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new CatalogueInvalid("interrupted");
            }
        }

        /// From `https` only to `https`; elsewhere only where an operator could point it, too.
        private URI redirected(URI from, String to) {
            try {
                URI next = from.resolve(new URI(to));
                if (allowed(next)
                        && (!"https".equals(from.getScheme())
                                || "https".equals(next.getScheme()))) {
                    return next;
                }
            } catch (URISyntaxException _) {
                // The refusal below covers it.
            }
            throw new CatalogueInvalid(
                    "%s redirects to where the gateway doesn't follow".formatted(name()));
        }

        @Override
        public String name() {
            return "%s://%s%s"
                    .formatted(
                            address.getScheme(), address.getRawAuthority(), address.getRawPath());
        }

        static boolean allowed(URI url) {
            return url.getHost() != null
                    && url.getRawUserInfo() == null
                    && ("https".equals(url.getScheme())
                            || ("http".equals(url.getScheme()) && Address.isNear(url.getHost())));
        }
    }

    /// What somebody wrote: an address when it begins like one, else a file.
    ///
    /// @param folder that file names are relative to
    /// @throws CatalogueInvalid when it is no place to read from
    static CatalogueSource parse(String words, Path folder) {
        if (!words.toLowerCase(Locale.ROOT).matches("[a-z][a-z0-9+.-]+://.*")) {
            return new OfFile(folder.resolve(words));
        }
        try {
            URI address = new URI(words);
            if (OfAddress.allowed(address)) {
                return new OfAddress(address, Duration.ofSeconds(30));
            }
        } catch (URISyntaxException _) {
            // The refusal below covers it.
        }
        throw new CatalogueInvalid(
                "expected a file, an https address without a user, or an http address of a server of one's own");
    }

    private static CatalogueInvalid tooLarge(String name) {
        return new CatalogueInvalid(
                "%s is larger than %d bytes".formatted(name, CatalogueReader.MOST_BYTES));
    }

    private static String text(byte[] bytes, String name) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw new CatalogueInvalid("%s is not UTF-8".formatted(name));
        }
    }
}
