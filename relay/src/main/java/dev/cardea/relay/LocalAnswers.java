package dev.cardea.relay;

import dev.cardea.model.Caller;
import dev.cardea.model.LocalEndpoint;
import dev.cardea.model.Snapshot;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the paths that the gateway serves itself answered, on virtual threads.
final class LocalAnswers {
    private static final Logger log = LoggerFactory.getLogger(LocalAnswers.class);

    private final LocalEndpoint endpoint;

    LocalAnswers(LocalEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /// @param then is given the answer on the event loop; empty when there was none to be had
    void ask(
            RelayLoop loop,
            Arrival arrival,
            Optional<Caller> caller,
            @Nullable Snapshot snapshot,
            Consumer<Optional<OwnAnswer>> then) {
        String method = arrival.head().method();
        var request =
                new LocalEndpoint.Request(
                        arrival.operation(),
                        method.equals("HEAD") ? "GET" : method,
                        arrival.head().path(),
                        arrival.head().query(),
                        arrival.head().fields().copy(),
                        caller,
                        Optional.ofNullable(snapshot));
        String id = arrival.account().id();
        Thread.ofVirtual()
                .name("local " + id)
                .start(() -> {
                    Optional<OwnAnswer> answer = answer(request, id);
                    loop.eventLoop().execute(() -> then.accept(answer));
                });
    }

    private Optional<OwnAnswer> answer(LocalEndpoint.Request request, String id) {
        try {
            return Optional.of(OwnAnswer.of(endpoint.answer(request)));
        } catch (RuntimeException e) {
            log.error("{} of {} failed ({})", request.method(), request.path(), id, e);
            return Optional.empty();
        }
    }
}
