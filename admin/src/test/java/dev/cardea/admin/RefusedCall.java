package dev.cardea.admin;

import dev.cardea.admission.Admission;
import dev.cardea.admission.Reach;
import dev.cardea.model.Address;
import dev.cardea.model.Call;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Credential;
import dev.cardea.model.Decision;
import dev.cardea.model.Diagnosis;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Environment;
import dev.cardea.model.Explanation;
import dev.cardea.model.Key;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import dev.cardea.model.Location;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Operation;
import dev.cardea.model.Outcome;
import dev.cardea.model.Peer;
import dev.cardea.model.Reason;
import dev.cardea.model.Refusal;
import dev.cardea.model.Sha256;
import dev.cardea.model.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A call with the first key for a model that nobody serves, refused by the real admission and kept
/// in the call log as the data plane keeps it.
final class RefusedCall {
    private RefusedCall() {}

    static String firstKey(Served served) {
        return key(served).id().value();
    }

    private static Key key(Served served) {
        return served.publisher
                .snapshot()
                .keysByHash()
                .get(Sha256.of(served.first.secret().reveal()));
    }

    static void keep(Served served, String id) {
        Snapshot snapshot = served.publisher.snapshot();
        Key key = key(served);
        Instant at = Instant.now();
        Call call =
                new Call(
                        id,
                        at,
                        Environment.LIVE,
                        Peer.direct(Address.parse("127.0.0.1").orElseThrow()),
                        new Operation(
                                Endpoint.CHAT_COMPLETIONS,
                                Dialect.OPENAI,
                                "POST",
                                "/v1/chat/completions",
                                true,
                                Optional.empty()),
                        new Credential.Presented(
                                Location.AUTHORIZATION,
                                key.secrets().getFirst().hash(),
                                Optional.of(
                                        new KeyText(Environment.LIVE, KeyType.SECRET, key.id())),
                                Optional.empty()),
                        new ModelAsk.Named("nobody-serves-this"),
                        List.of("authorization"),
                        false);
        Explanation explanation =
                Admission.reaching(Reach.SAME_DIALECT)
                        .explain(call, snapshot, served.publisher.readings(), at);
        Refusal refusal = ((Decision.Deny) explanation.decision()).refusal();
        served.calls
                .sink()
                .accept(
                        record(
                                call,
                                key,
                                new Diagnosis(
                                        id,
                                        at,
                                        "node-1",
                                        snapshot.revision(),
                                        snapshot.asOf(),
                                        refusal.reason().code(),
                                        refusal.contributing().stream().map(Reason::code).toList(),
                                        refusal.words(),
                                        facts(key),
                                        explanation.checks(),
                                        Map.of()),
                                snapshot));
    }

    private static Map<String, String> facts(Key key) {
        return Map.of(
                "method", "POST",
                "path", "/v1/chat/completions",
                "endpoint", "CHAT_COMPLETIONS",
                "dialect", "OPENAI",
                "environment", "live",
                "socket", "127.0.0.1",
                "client", "127.0.0.1",
                "credentialIn", "Authorization",
                "credentialFingerprint", key.secrets().getFirst().hash().fingerprint(),
                "keyId", key.id().value());
    }

    private static CallRecord record(Call call, Key key, Diagnosis diagnosis, Snapshot snapshot) {
        return CallRecord.begun(call.id(), call.at())
                .node("node-1")
                .environment("live")
                .method("POST")
                .path("/v1/chat/completions")
                .endpoint("CHAT_COMPLETIONS")
                .dialect("OPENAI")
                .status(404)
                .outcome(Outcome.REFUSED)
                .reason(diagnosis.code())
                .key(key.id().value())
                .organization("org_default")
                .team("team_default")
                .application("app_default")
                .owner("own_default")
                .address("127.0.0.1")
                .userAgent("test")
                .modelAsked("nobody-serves-this")
                .totalMicros(100)
                .bytesIn(10)
                .bytesOut(10)
                .snapshotRevision(snapshot.revision())
                .diagnosis(Optional.of(diagnosis))
                .build();
    }
}
