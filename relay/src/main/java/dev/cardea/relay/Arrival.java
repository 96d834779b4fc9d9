package dev.cardea.relay;

import dev.cardea.admission.Browser;
import dev.cardea.admission.CredentialReader;
import dev.cardea.admission.Scopes;
import dev.cardea.dialect.classify.KeyShapes;
import dev.cardea.dialect.scan.RequestScan;
import dev.cardea.dialect.usage.UsageMeter;
import dev.cardea.model.Call;
import dev.cardea.model.Credential;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Environment;
import dev.cardea.model.LocalEndpoint;
import dev.cardea.model.LocalEndpoint.Access;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Operation;
import dev.cardea.model.Peer;
import dev.cardea.model.Reasons;
import dev.cardea.model.Usage;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.RequestHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request as it arrives: its head, what that says of caller and operation, its body as far as it
/// is here, and the account that is kept of it.
final class Arrival {
    private final Plane plane;
    private final RequestHead head;
    private final Environment environment;
    private final Peer peer;
    private final Operation operation;
    private final Credential credential;
    private final Account account;
    private final RequestBody body;
    private boolean tooSlow;
    private long lastPart;
    private long receivedThen;

    /// @param direct the client's address, as the connection has it
    Arrival(RelayLoop loop, RequestHead head, Environment environment, Peer direct) {
        plane = loop.plane();
        this.head = head;
        this.environment = environment;
        Fields fields = head.fields();
        Instant at = Instant.now();
        account = new Account(plane.ids().next(at), at);
        peer = plane.peers().of(direct, fields);
        operation = Operation.of(head.method(), head.path(), fields);
        account.scope(Scopes.needed(operation.endpoint()));
        credential = loop.credentials().read(fields, head.query(), peer, plane.policy());
        body = body(loop);
        lastPart = account.began();
    }

    private String contentType() {
        int at = operation.endpoint().takesForms() ? head.fields().find(Known.CONTENT_TYPE) : -1;
        return at < 0 ? "" : head.fields().value(at);
    }

    private RequestBody body(RelayLoop loop) {
        boolean scanned = operation.endpoint().modelInBody() || bringsBatch();
        boolean known = scanned || operation.modelInPath().isPresent();
        int encoded = known ? head.fields().find(Known.CONTENT_ENCODING) : -1;
        boolean gzip = encoded >= 0 && head.fields().valueIs(encoded, "gzip");
        Limits limits = plane.config().limits();
        RequestBody read =
                new RequestBody(
                        limits,
                        most(limits),
                        plane.held(),
                        loop.allocator(),
                        scanned
                                ? new RequestScan.Incremental(operation.endpoint(), contentType())
                                : null,
                        gzip ? new Gunzip() : null);
        if (encoded >= 0 && !gzip && !head.fields().valueIs(encoded, "identity")) {
            read.refuse(
                    new Credential.Fault(
                            Reasons.of("ENCODING_UNSUPPORTED"),
                            Map.of("supported", "identity, gzip")));
        }
        boolean passesOn =
                operation.endpoint() == Endpoint.PASS_THROUGH || operation.endpoint().isOfKept();
        if (passesOn && ambiguous(operation.path())) {
            read.refuse(
                    new Credential.Fault(
                            Reasons.of("REQUEST_MALFORMED"),
                            Map.of("detail", "a path without dot segments was expected")));
        }
        return read;
    }

    /// Whether a new thing is to be kept that may be a batch of requests, or to be worked off as one.
    private boolean bringsBatch() {
        return operation.endpoint() != Endpoint.ANTHROPIC_FILES
                && operation.kept().filter(it -> it.makes(head.method())).isPresent();
    }

    private long most(Limits limits) {
        return switch (operation.endpoint()) {
            case FILES, ANTHROPIC_FILES, MESSAGE_BATCHES -> limits.uploadBytes();
            case BATCHES, STORED_RESPONSES -> limits.holdBytes();
            default -> limits.bodyBytes();
        };
    }

    /// Whether a provider could take the path for another than the one that was declared: by `.` and
    /// `..`, plain or encoded, or by an encoded slash.
    private static boolean ambiguous(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.contains("%2f") || lower.contains("%5c") || lower.contains("\\")) {
            return true;
        }
        for (String segment : lower.replace("%2e", ".").split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }

    RequestHead head() {
        return head;
    }

    Operation operation() {
        return operation;
    }

    Account account() {
        return account;
    }

    RequestBody body() {
        return body;
    }

    /// The call as far as it is known now.
    Call call() {
        Credential known =
                body.complete()
                        ? CredentialReader.withBody(credential, body.key().isPresent())
                        : credential;
        return new Call(
                account.id(),
                account.at(),
                environment,
                peer,
                operation.withPath(KeyShapes.standard().withoutKeys(operation.path())),
                known,
                ask(),
                new FieldNames(head.fields()),
                Browser.sent(head.fields()));
    }

    /// The model that the path or the body names. A key that stands there by mistake is no model's
    /// name, and isn't repeated to anyone.
    ModelAsk ask() {
        ModelAsk ask =
                operation.modelInPath().isPresent()
                        ? new ModelAsk.Named(operation.modelInPath().get())
                        : operation.methodFits() ? asked() : ModelAsk.NOT_NEEDED;
        if (ask instanceof ModelAsk.Named(String name)) {
            String harmless = KeyShapes.standard().withoutKeys(name);
            return harmless.equals(name) ? ask : new ModelAsk.Named(harmless);
        }
        return ask;
    }

    /// Things that are kept have no model; what is wrong with a batch is known before it is complete.
    private ModelAsk asked() {
        if (!operation.endpoint().isOfKept()) {
            return body.ask();
        }
        Credential.Fault fault = body.fault();
        return fault == null ? ModelAsk.NOT_NEEDED : new ModelAsk.Unreadable(fault);
    }

    /// Whether the gateway answers this path itself, and to whom.
    Optional<Access> localAccess(LocalEndpoint local) {
        if (operation.methodFits() && operation.endpoint().modelInBody()) {
            return Optional.empty();
        }
        String method = head.method().equals("HEAD") ? "GET" : head.method();
        return local.access(method, head.path());
    }

    /// Whether nothing can be decided before more of the body is here.
    ///
    /// @param headPassed whether the head was found good, so that only the model is missing
    boolean waitsForBody(boolean headPassed) {
        return ask() instanceof ModelAsk.Awaited && (headPassed || mayShowKeyYet());
    }

    /// Whether more of the body may still show the key that the head lacks.
    private boolean mayShowKeyYet() {
        return CredentialReader.mayBeInBody(credential)
                && !body.complete()
                && !head.expectsContinue()
                && !enoughUnproven();
    }

    /// Whether as much of the body has come as is read of a request that isn't admitted.
    boolean enoughUnproven() {
        return body.received() > plane.config().limits().unprovenBodyBytes();
    }

    /// What has taken too long: the sender, or the call as a whole. Null when nothing has.
    ///
    /// @param reading whether the gateway takes what the client sends, so that a pause is the client's
    @Nullable Failure late(long now, boolean reading) {
        Timeouts timeouts = plane.config().timeouts();
        if (now - account.began() > timeouts.total().toNanos()) {
            return Failure.upstreamTimeout("total", timeouts.total());
        }
        if (body.complete()) {
            return null;
        }
        if (body.received() != receivedThen || !reading) {
            receivedThen = body.received();
            lastPart = now;
        }
        long grace = timeouts.bodyIdle().toNanos();
        long since = now - account.began();
        boolean slow =
                since > grace
                        && reading
                        && body.received()
                                < timeouts.minimumBodyRate() * ((since - grace) / 1_000_000_000L);
        if (now - lastPart < grace && !slow) {
            return null;
        }
        tooSlow = true;
        return Failure.requestTimeout(Duration.ofNanos(now - account.began()));
    }

    /// Whether the client was found too slow, so that the rest of its body isn't waited for either.
    boolean tooSlow() {
        return tooSlow;
    }

    /// Notes what the call cost as far as it got.
    void meter(Phase last) {
        if (last instanceof Phase.Streaming(_, var answer)) {
            account.metered(answer.usage(body.length()), answer.modelAnswered());
            answer.close();
        } else if (last instanceof Phase.Attempting(var attempts)
                && attempts.sent()
                && !operation.endpoint().isOfKept()) {
            long input = body.length() / UsageMeter.BYTES_PER_TOKEN;
            account.metered(new Usage(input, 0, 0, 0, 0, true), "");
        }
    }
}
