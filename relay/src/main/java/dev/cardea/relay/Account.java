package dev.cardea.relay;

import dev.cardea.admission.Scopes;
import dev.cardea.dialect.classify.KeyShapes;
import dev.cardea.model.Attempt;
import dev.cardea.model.Call;
import dev.cardea.model.CallRecord;
import dev.cardea.model.Caller;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Operation;
import dev.cardea.model.Outcome;
import dev.cardea.model.Usage;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.RequestHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a call amounts to, kept while it runs and written once, as its [CallRecord].
final class Account {
    private static final int LONGEST_TEXT = 200;
    private static final List<String> SESSION_FIELDS =
            List.of("x-claude-code-session-id", "session-id", "thread-id", "x-session-id");

    private final String id;
    private final Instant at;
    private final long began;
    private final List<Attempt> attempts = new ArrayList<>(1);
    private @Nullable Caller caller;
    private String scope = Scopes.INVOKE;
    private String modelSent = "";
    private String modelAnswered = "";
    private String provider = "";
    private String upstreamRequestId = "";
    private Usage usage = Usage.NONE;
    private int status;
    private int tries;
    private boolean streamed;
    private long firstByte;
    private long bytesOut;

    /// @param at when the head was complete
    Account(String id, Instant at) {
        this.id = id;
        this.at = at;
        began = System.nanoTime();
    }

    String id() {
        return id;
    }

    Instant at() {
        return at;
    }

    /// [#at] as [System#nanoTime].
    long began() {
        return began;
    }

    /// What a key needs for such a call.
    void scope(String scope) {
        this.scope = scope;
    }

    String scope() {
        return scope;
    }

    void caller(Caller caller) {
        this.caller = caller;
    }

    /// Who calls, when that is proven.
    @Nullable Caller caller() {
        return caller;
    }

    /// An attempt goes to this provider, under its name for the model.
    void sent(String provider, String model) {
        this.provider = provider;
        modelSent = shortened(model);
    }

    /// A target that a route didn't try.
    void passedOver(Attempt attempt) {
        attempts.add(attempt);
    }

    /// Who was asked last, and by which name of the model; empty when nobody was.
    String provider() {
        return provider;
    }

    String modelSent() {
        return modelSent;
    }

    /// How many attempts there were; targets that a route passed over don't count.
    int attempts() {
        return tries;
    }

    void attempted(Attempt attempt) {
        tries++;
        attempts.add(attempt);
    }

    void upstreamRequestId(@Nullable String upstreamRequestId) {
        if (upstreamRequestId != null) {
            this.upstreamRequestId = shortened(upstreamRequestId);
        }
    }

    void metered(Usage usage, String modelAnswered) {
        this.usage = usage;
        this.modelAnswered = shortened(modelAnswered);
    }

    /// The head of the answer goes to the client now.
    void answered(int status) {
        this.status = status;
        firstByte = System.nanoTime();
    }

    /// The answer is a stream of events.
    void isStream() {
        streamed = true;
    }

    boolean streamed() {
        return streamed;
    }

    /// So many bytes of the answer's body went to the client.
    void passed(int bytes) {
        bytesOut += bytes;
    }

    CallRecord record(
            String node,
            Call call,
            RequestHead head,
            Outcome outcome,
            String reason,
            long bytesIn,
            long snapshotRevision) {
        Caller who = caller;
        var operation = call.operation();
        return CallRecord.begun(id, at)
                .node(node)
                .environment(call.environment().name())
                .method(shortened(operation.method()))
                .path(path(operation, head))
                .endpoint(operation.endpoint().name())
                .dialect(operation.dialect().name())
                .status(status)
                .outcome(outcome)
                .reason(reason)
                .key(who == null ? "" : who.key().id().value())
                .organization(
                        who == null || who.organization() == null
                                ? ""
                                : who.organization().id().value())
                .team(who == null || who.team() == null ? "" : who.team().id().value())
                .application(
                        who == null || who.application() == null
                                ? ""
                                : who.application().id().value())
                .owner(who == null || who.owner() == null ? "" : who.owner().id().value())
                .address(call.peer().client().toString())
                .userAgent(text(head.fields().first(Known.USER_AGENT)))
                .session(session(head))
                .modelAsked(
                        call.model() instanceof ModelAsk.Named(String name) ? shortened(name) : "")
                .modelSent(modelSent)
                .modelAnswered(modelAnswered)
                .provider(provider)
                .upstreamRequestId(upstreamRequestId)
                .attempts(attempts)
                .streamed(streamed)
                .usage(usage)
                .firstByteMicros(firstByte == 0 ? -1 : (firstByte - began) / 1_000)
                .totalMicros((System.nanoTime() - began) / 1_000)
                .bytesIn(bytesIn)
                .bytesOut(bytesOut)
                .snapshotRevision(snapshotRevision)
                .build();
    }

    /// As it came, unless callers can write into it.
    private static String path(Operation operation, RequestHead head) {
        return operation.path().equals(operation.endpoint().path())
                ? operation.path()
                : shortened(head.path());
    }

    /// The session that a request's fields name; empty when they don't.
    static String session(RequestHead head) {
        for (String field : SESSION_FIELDS) {
            String value = head.fields().first(field);
            if (value != null) {
                return shortened(value);
            }
        }
        return "";
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : shortened(value);
    }

    /// What others wrote: so much of it that it helps, and no key that got into it by mistake.
    static String shortened(String text) {
        String harmless = KeyShapes.standard().withoutKeys(text);
        return harmless.length() <= LONGEST_TEXT ? harmless : harmless.substring(0, LONGEST_TEXT);
    }
}
