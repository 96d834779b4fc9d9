package dev.cardea.admission;

import dev.cardea.model.Call;
import dev.cardea.model.Credential;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Readings;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import dev.cardea.model.Snapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a diagnosis keeps of a call, as name and value: enough to decide the call again, and nothing
/// secret. The name of a model isn't among it; the call's record has that.
///
/// A fault is kept as its code under a name, and each of its words under `<name>.<word>`.
public final class CallFacts {
    /// What was wrong with a credential that couldn't be looked up.
    private static final String UNUSABLE = "credential";

    /// What is wrong with the shape of one that could.
    private static final String SHAPE = "credentialFault";

    private static final String PROVIDER = "provider";
    private static final String MODEL = "model";
    private static final String UNREADABLE = "modelFault";

    private CallFacts() {}

    /// The facts of a call, with those of the readings that a decision may hang on.
    ///
    /// @param snapshot null when there was nothing to decide from
    /// @return a map of the caller's own
    public static Map<String, String> of(
            Call call, @Nullable Snapshot snapshot, Readings readings) {
        Map<String, String> facts = of(call);
        call.operation().provider().ifPresent(name -> facts.put(PROVIDER, known(name, snapshot)));
        if (snapshot != null && readings.newestRevision() > snapshot.revision()) {
            facts.put("newestRevision", Long.toString(readings.newestRevision()));
            facts.put("heardAt", readings.heardAt().toString());
        }
        return facts;
    }

    /// What was sent is repeated only where it is a provider's name.
    private static String known(String name, @Nullable Snapshot snapshot) {
        return snapshot == null || snapshot.models().named(name).isEmpty() ? "(unknown)" : name;
    }

    /// The provider that the call named in its path or its fields; empty when it named none.
    public static Optional<String> provider(Map<String, String> facts) {
        return Optional.ofNullable(facts.get(PROVIDER));
    }

    private static Map<String, String> of(Call call) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("method", call.operation().method());
        facts.put("path", call.operation().path());
        facts.put("endpoint", call.operation().endpoint().name());
        facts.put("dialect", call.operation().dialect().name());
        facts.put("environment", call.environment().name());
        facts.put("socket", call.peer().socket().toString());
        facts.put("client", call.peer().client().toString());
        facts.put("viaTrustedProxy", String.valueOf(call.peer().viaTrustedProxy()));
        call.peer()
                .ignoredForwarded()
                .ifPresent(address -> facts.put("ignoredForwarded", address.toString()));
        facts.put("hops", String.join("; ", call.peer().hops()));
        facts.put("fieldNames", String.join(", ", call.fieldNames()));
        facts.put("fromBrowser", String.valueOf(call.fromBrowser()));
        note(call.credential(), facts);
        note(call.model(), facts);
        return facts;
    }

    private static void note(Credential credential, Map<String, String> facts) {
        switch (credential) {
            case Credential.Presented presented -> {
                facts.put("credentialIn", presented.location().words());
                facts.put("credentialFingerprint", presented.hash().fingerprint());
                presented
                        .text()
                        .ifPresent(text -> {
                            facts.put("keyId", text.id().value());
                            facts.put("keyType", text.type().marker());
                            facts.put("keyEnvironment", text.environment().name());
                        });
                presented.fault().ifPresent(fault -> note(SHAPE, fault, facts));
            }
            case Credential.Unusable(var fault, var contributing) -> {
                note(UNUSABLE, fault, facts);
                if (!contributing.isEmpty()) {
                    facts.put(
                            UNUSABLE + "Also",
                            contributing.stream()
                                    .map(Reason::code)
                                    .collect(Collectors.joining(", ")));
                }
            }
        }
    }

    private static void note(ModelAsk model, Map<String, String> facts) {
        switch (model) {
            case ModelAsk.Awaited() -> facts.put(MODEL, "awaited");
            case ModelAsk.NotNeeded() -> facts.put(MODEL, "not needed");
            case ModelAsk.Missing() -> facts.put(MODEL, "missing");
            case ModelAsk.Named(_) -> facts.put(MODEL, "named");
            case ModelAsk.Unreadable(var fault) -> note(UNREADABLE, fault, facts);
        }
    }

    private static void note(String name, Fault fault, Map<String, String> facts) {
        facts.put(name, fault.reason().code());
        fault.words().forEach((word, value) -> facts.put(name + "." + word, value));
    }

    /// Why the credential couldn't be looked up; that none came, where nothing is told of it.
    public static Credential.Unusable unusable(Map<String, String> facts) {
        List<Reason> also =
                List.of(facts.getOrDefault(UNUSABLE + "Also", "").split(", ")).stream()
                        .flatMap(code -> Reasons.find(code).stream())
                        .toList();
        return new Credential.Unusable(
                fault(UNUSABLE, facts).orElseGet(() -> Faults.of("CREDENTIAL_MISSING")), also);
    }

    /// What is wrong with the shape of the credential, if anything is.
    public static Optional<Fault> shape(Map<String, String> facts) {
        return fault(SHAPE, facts);
    }

    /// The model that the call asked for.
    ///
    /// @param named as the record of the call has it; empty when it has none
    /// @param needed whether the endpoint needs one, for facts that were kept before they told
    public static ModelAsk model(Map<String, String> facts, String named, boolean needed) {
        Optional<Fault> unreadable = fault(UNREADABLE, facts);
        if (unreadable.isPresent()) {
            return new ModelAsk.Unreadable(unreadable.get());
        }
        if (!named.isEmpty()) {
            return new ModelAsk.Named(named);
        }
        return switch (facts.getOrDefault(MODEL, "")) {
            case "awaited" -> ModelAsk.AWAITED;
            case "not needed" -> ModelAsk.NOT_NEEDED;
            case "missing" -> ModelAsk.MISSING;
            default -> needed ? ModelAsk.MISSING : ModelAsk.NOT_NEEDED;
        };
    }

    /// What the node knew of newer revisions when it decided from a snapshot.
    public static Readings readings(Map<String, String> facts, Snapshot snapshot) {
        String newest = facts.get("newestRevision");
        return newest == null
                ? Readings.inStep(snapshot)
                : new Readings(
                        Long.parseLong(newest),
                        Instant.parse(facts.getOrDefault("heardAt", snapshot.asOf().toString())));
    }

    private static Optional<Fault> fault(String name, Map<String, String> facts) {
        return Optional.ofNullable(facts.get(name))
                .flatMap(Reasons::find)
                .map(reason -> new Fault(reason, words(name + ".", facts)));
    }

    private static Map<String, String> words(String prefix, Map<String, String> facts) {
        Map<String, String> words = new HashMap<>();
        facts.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                words.put(name.substring(prefix.length()), value);
            }
        });
        return words;
    }
}
