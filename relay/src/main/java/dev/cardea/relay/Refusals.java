package dev.cardea.relay;

import dev.cardea.admission.Telling;
import dev.cardea.dialect.refusal.RefusalBody;
import dev.cardea.dialect.refusal.RefusalView;
import dev.cardea.model.Caller;
import dev.cardea.model.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Words a refusal for its caller: in the shape of the API that the caller speaks, with what may be
/// told to this caller and nothing that was sent.
final class Refusals {
    /// What a caller is asked to wait where the reason passes and nobody knows when.
    private static final Duration SOON = Duration.ofSeconds(1);

    private volatile String pages;

    /// @param publicUrl where callers reach the pages of the catalogue; its port may be 0 until
    ///     [#listening] says which it is
    Refusals(URI publicUrl) {
        pages = pages(publicUrl);
    }

    private static String pages(URI publicUrl) {
        String base = publicUrl.toString();
        return (base.endsWith("/") ? base : base + "/") + "errors/";
    }

    /// The port that was free.
    void listening(int port) {
        pages = pages.replaceFirst(":0/", ":" + port + "/");
    }

    /// The answer instead of the one that was hoped for.
    OwnAnswer answer(Arrival arrival, Failure failure) {
        String id = arrival.account().id();
        Refusal refusal = proven(failure.refusal(), arrival.account().caller());
        Telling telling = Telling.of(refusal);
        RefusalView view = view(telling, id, failure.retryAfter());
        RefusalBody body =
                RefusalBody.write(arrival.operation().dialect(), wantsXml(arrival), view);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("content-type", body.contentType());
        fields.put("cache-control", "no-store");
        fields.put("x-cardea-reason", telling.code());
        telling.challenge(id).ifPresent(value -> fields.put("www-authenticate", value));
        if (telling.status() == 405) {
            fields.put("allow", arrival.operation().allowed());
        }
        if (telling.retryable()) {
            Duration wait = failure.retryAfter().orElse(SOON);
            fields.put("retry-after", String.valueOf(seconds(wait)));
        }
        fields.put("x-should-retry", String.valueOf(telling.retryable()));
        return new OwnAnswer(telling.status(), fields, body.bytes());
    }

    /// The event that ends a stream which can't be gone on with.
    byte[] event(Arrival arrival, Failure failure) {
        Telling telling = Telling.of(proven(failure.refusal(), arrival.account().caller()));
        return RefusalBody.event(
                arrival.operation().dialect(),
                arrival.operation().endpoint(),
                view(telling, arrival.account().id(), failure.retryAfter()));
    }

    /// What a caller is told, in one sentence with the id to ask about.
    String sentence(Arrival arrival, Failure failure) {
        Telling telling = Telling.of(proven(failure.refusal(), arrival.account().caller()));
        return "%s (diagnosis %s)".formatted(telling.told(), arrival.account().id());
    }

    private RefusalView view(Telling telling, String id, Optional<Duration> retryAfter) {
        return new RefusalView(
                telling.status(),
                telling.code(),
                telling.family(),
                telling.origin().name().toLowerCase(Locale.ROOT),
                telling.retryable(),
                telling.told(),
                telling.fix(),
                pages + telling.code(),
                id,
                retryAfter,
                telling.code().startsWith("MODEL_") ? "model" : "");
    }

    /// What the gateway finds after admission concerns a caller who is proven.
    private static Refusal proven(Refusal refusal, @Nullable Caller caller) {
        return refusal.proven() || caller == null
                ? refusal
                : new Refusal(
                        refusal.reason(),
                        refusal.words(),
                        refusal.contributing(),
                        Optional.of(caller));
    }

    /// Whether XML is what the client asks for, before any JSON.
    private static boolean wantsXml(Arrival arrival) {
        String accept = arrival.head().fields().first("accept");
        if (accept == null) {
            return false;
        }
        int xml = accept.indexOf("xml");
        int json = accept.indexOf("json");
        return xml >= 0 && (json < 0 || xml < json) && !accept.contains("text/html");
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
