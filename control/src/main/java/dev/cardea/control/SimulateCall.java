package dev.cardea.control;

import dev.cardea.admission.Admission;
import dev.cardea.model.Address;
import dev.cardea.model.Call;
import dev.cardea.model.Credential;
import dev.cardea.model.Environment;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeyText;
import dev.cardea.model.Location;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Operation;
import dev.cardea.model.Peer;
import dev.cardea.model.RequestFields;
import dev.cardea.model.Snapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells whether a call would pass now, without making it.
public final class SimulateCall {
    private final SnapshotPublisher publisher;
    private final Admission admission;
    private final InstantSource clock;

    public SimulateCall(SnapshotPublisher publisher, Admission admission, InstantSource clock) {
        this.publisher = publisher;
        this.admission = admission;
        this.clock = clock;
    }

    /// The call in question.
    ///
    /// @param key whose secret it would bring
    /// @param environment of the listener; the key's own when absent
    /// @param address that it would come from; the loopback address when absent
    public record Imagined(
            KeyId key,
            String method,
            String path,
            Optional<String> model,
            Optional<Environment> environment,
            Optional<String> address) {}

    /// @throws ControlFailure.NotFound when there is no such key, or it is out of reach
    /// @throws ControlFailure.Invalid when the address is none, or the path doesn't start with a slash
    public Replay simulate(Reach reach, Imagined imagined) {
        Snapshot snapshot = publisher.snapshot();
        Key key = snapshot.keys().get(imagined.key());
        if (key == null || !reach.covers(Optional.of(key.organization()))) {
            throw new ControlFailure.NotFound(imagined.key());
        }
        if (!imagined.path().startsWith("/")) {
            throw new ControlFailure.Invalid("/path", "a path starts with a slash");
        }
        Address address =
                Address.parse(imagined.address().orElse("127.0.0.1"))
                        .orElseThrow(() ->
                                new ControlFailure.Invalid("/address", "this isn't an IP address"));
        Operation operation = Operation.of(imagined.method(), imagined.path(), NoFields.INSTANCE);
        Call call =
                new Call(
                        "simulated",
                        clock.instant(),
                        imagined.environment().orElse(key.environment()),
                        Peer.direct(address),
                        operation,
                        new Credential.Presented(
                                Location.AUTHORIZATION,
                                key.secrets().getFirst().hash(),
                                Optional.of(new KeyText(key.environment(), key.type(), key.id())),
                                Optional.empty()),
                        imagined.model()
                                .<ModelAsk>map(ModelAsk.Named::new)
                                .orElse(
                                        operation.endpoint().modelInBody()
                                                ? ModelAsk.MISSING
                                                : ModelAsk.NOT_NEEDED),
                        List.of("authorization"),
                        false);
        Instant now = clock.instant();
        return Replay.of(
                snapshot,
                admission.explain(call, snapshot, publisher.readings(), now),
                () -> admission.smallestChange(call, snapshot, now));
    }

    private enum NoFields implements RequestFields {
        INSTANCE;

        @Override
        public @Nullable String first(String lowerCaseName) {
            return null;
        }

        @Override
        public int count(String lowerCaseName) {
            return 0;
        }

        @Override
        public List<String> all(String lowerCaseName) {
            return List.of();
        }

        @Override
        public List<String> names() {
            return List.of();
        }
    }
}
