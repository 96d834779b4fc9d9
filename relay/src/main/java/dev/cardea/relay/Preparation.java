package dev.cardea.relay;

import dev.cardea.model.Caller;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Snapshot;
import dev.cardea.model.Target;
import dev.cardea.model.UpstreamAuth;
import dev.cardea.relay.http.RequestHead;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What came of getting ready to ask a target: where it is, what authenticates the gateway there, in
/// which form the body goes to it.
sealed interface Preparation {

    /// A request can't be made.
    record Impossible(Failure why) implements Preparation {}

    /// All that a request needs.
    ///
    /// @param credential the id of what authenticates; empty where nothing has to
    record Ready(
            Arrival arrival,
            Target target,
            Site site,
            String credential,
            List<UpstreamAuth.Field> authorization)
            implements Preparation {
        private static final Pattern BEARER = Pattern.compile("^Bearer ");

        /// Writes the head, and of the body what is here.
        void write(UpstreamConnection connection) {
            RequestHead head = arrival.head();
            RequestBody body = arrival.body();
            var splice = body.splice(target.model());
            boolean decoded = body.decoded();
            long length =
                    body.complete()
                            ? body.length() + splice.growth()
                            : decoded || head.length() < 0
                                    ? RequestHead.UNKNOWN
                                    : head.length() + splice.growth();
            connection.write(
                    UpstreamRequest.head(
                            head,
                            arrival.operation(),
                            site,
                            target.model(),
                            authorization,
                            arrival.account().id(),
                            decoded,
                            length,
                            connection.fields()));
            ByteBuf content = body.content(splice);
            if (content.isReadable()) {
                connection.write(content);
            } else {
                content.release();
            }
        }

        /// What the gateway authenticates with, without the word in front of it.
        Optional<String> secret() {
            return authorization.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            BEARER.matcher(authorization.getFirst().value()).replaceFirst(""));
        }
    }

    /// Gets ready to ask `target`.
    ///
    /// @param turn spreads calls over equal credentials
    static Preparation of(
            RelayLoop loop,
            Arrival arrival,
            Snapshot snapshot,
            Caller caller,
            Target target,
            int turn) {
        Provider provider = target.provider();
        Endpoint endpoint = arrival.operation().endpoint();
        Site site = loop.site(provider.baseUrl());
        if (site == null) {
            return misconfigured(provider, "baseUrl");
        }
        if (endpoint != Endpoint.PASS_THROUGH && provider.dialect() != endpoint.dialect()) {
            return misconfigured(provider, "dialect");
        }
        ProviderCredential credential =
                UpstreamCredentials.choose(snapshot, provider, caller, turn);
        if (credential == null) {
            return UpstreamCredentials.needsNone(site)
                    ? new Ready(arrival, target, site, "", List.of())
                    : impossible("UPSTREAM_CREDENTIAL_MISSING", provider);
        }
        return switch (loop.plane().ports().auth().authorize(provider, credential)) {
            case UpstreamAuth.Authorization.Ready(var fields) ->
                    new Ready(arrival, target, site, credential.id().value(), fields);
            case UpstreamAuth.Authorization.Unavailable(var reason) ->
                    impossible(reason.code(), provider);
        };
    }

    private static Impossible misconfigured(Provider provider, String setting) {
        return new Impossible(
                Failure.upstream(
                        "GATEWAY_CONFIG_ERROR",
                        Map.of("provider", provider.name(), "setting", setting)));
    }

    private static Impossible impossible(String code, Provider provider) {
        return new Impossible(Failure.upstream(code, Map.of("provider", provider.name())));
    }
}
