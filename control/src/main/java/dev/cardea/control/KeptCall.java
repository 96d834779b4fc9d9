package dev.cardea.control;

import dev.cardea.admission.CallFacts;
import dev.cardea.model.Address;
import dev.cardea.model.Call;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Credential;
import dev.cardea.model.Diagnosis;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Environment;
import dev.cardea.model.Key;
import dev.cardea.model.KeyId;
import dev.cardea.model.KeySecret;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import dev.cardea.model.Location;
import dev.cardea.model.Operation;
import dev.cardea.model.Peer;
import dev.cardea.model.Sha256;
import dev.cardea.model.Snapshot;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A refused call as its diagnosis kept it, made into a call again so that it can be decided anew.
///
/// Of the credential only a fingerprint was kept. It finds the key in the snapshot that the call is
/// decided against; where it finds none, it stands for a credential that nobody knows.
record KeptCall(CallRecord call, Diagnosis diagnosis) {

    /// The call, with its credential as this snapshot knows it.
    Call in(Snapshot snapshot) {
        Map<String, String> facts = diagnosis.call();
        Endpoint endpoint = word(Endpoint.class, facts.get("endpoint"), Endpoint.UNKNOWN);
        Optional<Address> socket = address("socket");
        Peer peer =
                new Peer(
                        socket.orElse(new Address(0, 0)),
                        address("client").or(() -> socket).orElse(new Address(0, 0)),
                        Boolean.parseBoolean(facts.get("viaTrustedProxy")),
                        address("ignoredForwarded"),
                        list("hops", "; "));
        return new Call(
                diagnosis.id(),
                diagnosis.at(),
                new Environment(facts.getOrDefault("environment", "live")),
                peer,
                operation(endpoint),
                credential(snapshot),
                CallFacts.model(
                        facts, call.modelAsked(), endpoint.modelInBody() || endpoint.modelInPath()),
                list("fieldNames", ", "),
                Boolean.parseBoolean(facts.get("fromBrowser")));
    }

    private Operation operation(Endpoint endpoint) {
        Map<String, String> facts = diagnosis.call();
        String method = facts.getOrDefault("method", call.method());
        String path = facts.getOrDefault("path", call.path());
        Optional<String> provider =
                CallFacts.provider(facts)
                        .or(() ->
                                endpoint == Endpoint.PASS_THROUGH && !call.provider().isEmpty()
                                        ? Optional.of(call.provider())
                                        : Optional.empty());
        return new Operation(
                endpoint,
                word(Dialect.class, facts.get("dialect"), Dialect.REST),
                method,
                path,
                Operation.fits(endpoint, method, path),
                provider);
    }

    private Credential credential(Snapshot snapshot) {
        Map<String, String> facts = diagnosis.call();
        String fingerprint = facts.get("credentialFingerprint");
        if (fingerprint == null) {
            return CallFacts.unusable(facts);
        }
        Optional<KeyId> id = Optional.ofNullable(facts.get("keyId")).map(KeyId::new);
        Key key = key(snapshot, id, fingerprint);
        Sha256 hash =
                key == null
                        ? stranger(fingerprint)
                        : key.secrets().stream()
                                .map(KeySecret::hash)
                                .filter(it -> it.fingerprint().equals(fingerprint))
                                .findFirst()
                                .orElse(stranger(fingerprint));
        return new Credential.Presented(
                location(facts.getOrDefault("credentialIn", "")),
                hash,
                id.map(it -> text(it, key)),
                CallFacts.shape(facts));
    }

    /// What the text of the key said; for facts that were kept before they told, what its record says.
    private KeyText text(KeyId id, @Nullable Key key) {
        Map<String, String> facts = diagnosis.call();
        KeyType type = key == null ? KeyType.SECRET : key.type();
        String environment =
                key == null ? facts.getOrDefault("environment", "live") : key.environment().name();
        return new KeyText(
                new Environment(facts.getOrDefault("keyEnvironment", environment)),
                KeyType.ofMarker(facts.getOrDefault("keyType", "")).orElse(type),
                id);
    }

    /// The key of that id, else the one whose secret has that fingerprint.
    private static @Nullable Key key(Snapshot snapshot, Optional<KeyId> id, String fingerprint) {
        if (id.isPresent()) {
            return snapshot.keys().get(id.get());
        }
        Key[] found = new Key[1];
        snapshot.keysByHash()
                .forEach((hash, key) -> {
                    if (hash.fingerprint().equals(fingerprint)) {
                        found[0] = key;
                    }
                });
        return found[0];
    }

    /// A hash with that fingerprint that belongs to no secret.
    private static Sha256 stranger(String fingerprint) {
        return new Sha256(HexFormat.fromHexDigitsToLong(fingerprint + "0000"), 0, 0, 0);
    }

    private static Location location(String words) {
        return Arrays.stream(Location.values())
                .filter(it -> it.words().equals(words))
                .findFirst()
                .orElse(Location.AUTHORIZATION);
    }

    private Optional<Address> address(String name) {
        return Optional.ofNullable(diagnosis.call().get(name)).flatMap(Address::parse);
    }

    private List<String> list(String name, String separator) {
        String text = diagnosis.call().getOrDefault(name, "");
        return text.isEmpty() ? List.of() : List.of(text.split(separator, -1));
    }

    private static <E extends Enum<E>> E word(Class<E> type, @Nullable String name, E otherwise) {
        return Arrays.stream(type.getEnumConstants())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElse(otherwise);
    }
}
