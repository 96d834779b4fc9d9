package dev.cardea.admin;

import dev.cardea.admin.Trouble.Kind;
import dev.cardea.admission.Admission;
import dev.cardea.admission.Browser;
import dev.cardea.admission.CredentialReader;
import dev.cardea.admission.Policy;
import dev.cardea.admission.Telling;
import dev.cardea.control.AdminScope;
import dev.cardea.control.Mandate;
import dev.cardea.control.Reach;
import dev.cardea.control.SnapshotPublisher;
import dev.cardea.model.Address;
import dev.cardea.model.Call;
import dev.cardea.model.CallSink;
import dev.cardea.model.Decision;
import dev.cardea.model.Dialect;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Environment;
import dev.cardea.model.Key;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Operation;
import dev.cardea.model.Peer;
import dev.cardea.model.Readings;
import dev.cardea.model.Refusal;
import dev.cardea.model.Snapshot;
import dev.cardea.storage.Actor;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets requests in: under a host name that is ours (so that no page elsewhere can reach the API by
/// pointing its own name here), from our own origin, with a management key that admission proves.
final class Gate {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final AdminConfig config;
    private final SnapshotPublisher publisher;
    private final Admission admission;
    private final InstantSource clock;
    private final CallSink refusals;

    /// @param refusals gets a record of everybody who isn't let in
    Gate(
            AdminConfig config,
            SnapshotPublisher publisher,
            Admission admission,
            InstantSource clock,
            CallSink refusals) {
        this.config = config;
        this.refusals = refusals;
        this.publisher = publisher;
        this.admission = admission;
        this.clock = clock;
    }

    /// Refuses host names that aren't ours, and pages of other sites.
    void place(@Nullable String host, @Nullable String origin) {
        if (host == null || !ours(name(host))) {
            throw Trouble.of(
                    Kind.HOST_UNKNOWN, "the admin API doesn't answer under this host name");
        }
        if (origin != null && !ours(originHost(origin))) {
            throw Trouble.of(Kind.ORIGIN_FOREIGN, "a page of another site sent this");
        }
    }

    /// On whose behalf a request may act.
    ///
    /// @throws Refused when its credential isn't good for the admin API
    Mandate admit(String requestId, ServletFields fields, Access access, String reason) {
        Call call = call(requestId, fields, clock.instant());
        Snapshot snapshot = publisher.snapshot();
        Readings readings = publisher.readings();
        Decision decision = admission.identifyManagement(call, snapshot, readings, call.at());
        Key key =
                switch (decision) {
                    case Decision.Admit(var caller, _) -> caller.key();
                    case Decision.Await(var caller) -> caller.key();
                    case Decision.Deny(var refusal) -> {
                        refusals.accept(
                                RefusalRecord.of(
                                        call,
                                        Optional.ofNullable(fields.first("user-agent")).orElse(""),
                                        config.node(),
                                        snapshot,
                                        readings,
                                        refusal,
                                        admission.explainManagement(
                                                call, snapshot, readings, call.at())));
                        throw refused(refusal, requestId, Map.of());
                    }
                    case Decision.Throttle(var refusal, var after) ->
                            throw refused(
                                    refusal,
                                    requestId,
                                    Map.of("Retry-After", Long.toString(after.toSeconds() + 1)));
                };
        Reach reach = AdminScope.reach(key);
        if (access == Access.WRITE && !AdminScope.writes(key)) {
            throw Trouble.of(
                    Kind.SCOPE_MISSING,
                    "this needs a management key with the scope "
                            + (reach.limit().isEmpty()
                                            ? AdminScope.INSTALLATION_WRITE
                                            : AdminScope.ORGANIZATION_WRITE)
                                    .words());
        }
        return new Mandate(Actor.of(key.id()), reach, reason, Optional.empty());
    }

    private Call call(String requestId, ServletFields fields, Instant now) {
        var request = fields.request();
        Peer peer = Peer.direct(Address.parse(request.getRemoteAddr()).orElse(new Address(0, 0)));
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        return new Call(
                requestId,
                now,
                Environment.LIVE,
                peer,
                new Operation(
                        Endpoint.UNKNOWN,
                        Dialect.REST,
                        request.getMethod(),
                        request.getRequestURI(),
                        true,
                        Optional.empty()),
                new CredentialReader().read(fields, query, peer, Policy.STANDARD),
                ModelAsk.NOT_NEEDED,
                List.copyOf(fields.names()),
                Browser.sent(fields));
    }

    private Refused refused(Refusal refusal, String requestId, Map<String, String> more) {
        Telling telling = Telling.of(refusal);
        Map<String, String> fields = new HashMap<>(more);
        telling.challenge(requestId)
                .ifPresent(challenge -> fields.put("WWW-Authenticate", challenge));
        fields.put("X-Cardea-Reason", telling.code());
        if (telling.status() == 503) {
            fields.putIfAbsent("Retry-After", "5");
        }
        return new Refused(
                new Problem.Answer(
                        new Problem(
                                config.publicUrl().resolve("/errors/" + telling.code()).toString(),
                                telling.family(),
                                telling.status(),
                                telling.told(),
                                telling.code(),
                                telling.fix(),
                                requestId,
                                Optional.empty()),
                        fields));
    }

    private boolean ours(String host) {
        return LOOPBACK.contains(host)
                || config.hosts().contains(host)
                || (!config.address().getAddress().isAnyLocalAddress()
                        && config.address().getAddress().getHostAddress().equals(host));
    }

    /// A host without its port, lower-case, without brackets.
    private static String name(String host) {
        String text = host.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? "" : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    private static String originHost(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host == null ? "" : name(host);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
