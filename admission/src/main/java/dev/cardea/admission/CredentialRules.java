package dev.cardea.admission;

import dev.cardea.model.Credential.Fault;
import dev.cardea.model.Credential.Presented;
import dev.cardea.model.Credential.Unusable;
import dev.cardea.model.Environment;
import dev.cardea.model.KeyText;
import dev.cardea.model.KeyType;
import dev.cardea.model.Reasons;
import dev.cardea.model.Stage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a credential tells by itself: whether there is one, its shape, and the facts in its prefix.
/// A text that a record knows passes the questions about shape, whatever it looks like.
final class CredentialRules {
    private static final Set<String> ABOUT_TYPE = Set.of("KEY_ID_AS_KEY", "KEY_CLIENT_ID_AS_KEY");

    static final Rule STORE_AT_HAND =
            Rule.ofRequest(
                    Stage.GATEWAY_HEALTH,
                    "are there records to decide from?",
                    Rule.Needs.NOTHING,
                    c -> c.snapshot == null ? Faults.of("GATEWAY_KEY_STORE_UNAVAILABLE") : null,
                    (c, e) -> {
                        if (c.snapshot != null) {
                            e.input("revision", c.snapshot.revision())
                                    .input("as of", Faults.time(c.snapshot.asOf()));
                        }
                    });

    static final Rule PRESENT =
            Rule.ofRequest(
                    Stage.CREDENTIAL_PRESENT,
                    "did one credential arrive, where it is accepted?",
                    Rule.Needs.SNAPSHOT,
                    c -> c.call.credential() instanceof Unusable(var fault, _) ? fault : null,
                    (c, e) -> {
                        e.input("fields", String.join(", ", c.call.fieldNames()));
                        if (c.presented != null) {
                            e.input("found in", c.presented.location().words());
                        }
                    });

    static final Rule SHAPE =
            Rule.ofRequest(
                    Stage.SHAPE,
                    "does it have the shape of a key, with fitting check digits?",
                    Rule.Needs.SNAPSHOT,
                    c -> fault(c, Stage.SHAPE),
                    CredentialRules::fingerprint);

    static final Rule VENDOR =
            Rule.ofRequest(
                    Stage.PREFIX,
                    "is it a key of this gateway, not of another vendor?",
                    Rule.Needs.SNAPSHOT,
                    c -> fault(c, Stage.PREFIX),
                    CredentialRules::fingerprint);

    static final Rule TYPE_FOR_CALLS =
            Rule.ofRequest(
                    Stage.PREFIX,
                    "is it a key that may call APIs and models?",
                    Rule.Needs.SNAPSHOT,
                    c -> typeForCalls(type(c)),
                    CredentialRules::prefix);

    static final Rule TYPE_FOR_MANAGEMENT =
            Rule.ofRequest(
                    Stage.PREFIX,
                    "is it a management key?",
                    Rule.Needs.SNAPSHOT,
                    c -> typeForManagement(type(c)),
                    CredentialRules::prefix);

    static final Rule ENVIRONMENT =
            Rule.ofRequest(
                    Stage.PREFIX,
                    "is it a key of the environment that this address serves?",
                    Rule.Needs.SNAPSHOT,
                    CredentialRules::environment,
                    (c, e) -> {
                        e.input("address serves", c.call.environment());
                        prefix(c, e);
                    });

    static final Rule INSTALLATION =
            Rule.ofRequest(
                    Stage.PREFIX,
                    "was it issued by this installation?",
                    Rule.Needs.SNAPSHOT,
                    c -> {
                        Optional<KeyText> text = unknownText(c);
                        return text.isPresent() && !text.get().tag().equals(c.snapshot().tag())
                                ? Faults.of("KEY_OTHER_INSTALLATION")
                                : null;
                    },
                    (c, e) -> {
                        e.input("tag here", c.snapshot().tag());
                        text(c).ifPresent(t -> e.input("tag in the key", t.tag()));
                    });

    private CredentialRules() {}

    private static @Nullable Fault fault(Case c, Stage stage) {
        Presented presented = c.presented;
        if (presented == null || c.found != null || presented.fault().isEmpty()) {
            return null;
        }
        Fault fault = presented.fault().get();
        return stageOf(fault) == stage ? fault : null;
    }

    private static Stage stageOf(Fault fault) {
        String code = fault.reason().code();
        return code.equals("KEY_FOREIGN_VENDOR") || ABOUT_TYPE.contains(code)
                ? Stage.PREFIX
                : Stage.SHAPE;
    }

    private static @Nullable Fault typeForCalls(@Nullable KeyType type) {
        return switch (type) {
            case PUBLISHABLE -> Faults.of("KEY_PUBLIC_AS_SECRET");
            case MANAGEMENT -> Faults.of("KEY_ADMIN_ON_DATA_PLANE");
            case WEBHOOK -> Faults.of("KEY_WEBHOOK_SECRET_AS_KEY");
            case SECRET -> null;
            case null -> null;
        };
    }

    private static @Nullable Fault typeForManagement(@Nullable KeyType type) {
        return switch (type) {
            case PUBLISHABLE, SECRET -> Faults.of("KEY_DATA_ON_ADMIN_PLANE");
            case WEBHOOK -> Faults.of("KEY_WEBHOOK_SECRET_AS_KEY");
            case MANAGEMENT -> null;
            case null -> null;
        };
    }

    private static @Nullable Fault environment(Case c) {
        Environment of =
                c.found != null
                        ? c.found.environment()
                        : text(c).map(KeyText::environment).orElse(null);
        return of == null || of.equals(c.call.environment())
                ? null
                : new Fault(
                        Reasons.of("KEY_ENVIRONMENT_MISMATCH"),
                        Map.of(
                                "key_environment",
                                of.name(),
                                "environment",
                                c.call.environment().name()));
    }

    private static @Nullable KeyType type(Case c) {
        return c.found != null ? c.found.type() : text(c).map(KeyText::type).orElse(null);
    }

    private static Optional<KeyText> text(Case c) {
        return c.presented == null ? Optional.empty() : c.presented.text();
    }

    /// What the text says, where no record knows better.
    private static Optional<KeyText> unknownText(Case c) {
        return c.found == null ? text(c) : Optional.empty();
    }

    private static void prefix(Case c, Evidence e) {
        text(c).ifPresent(t ->
                e.input("type", t.type().marker())
                        .input("environment", t.environment())
                        .input("key id", t.id()));
        e.read(c.found);
    }

    private static void fingerprint(Case c, Evidence e) {
        if (c.presented != null) {
            e.input("fingerprint", c.presented.hash().fingerprint())
                    .input("known", c.found != null);
        }
    }
}
