package dev.cardea.relay;

import dev.cardea.dialect.scan.Splice;
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
import org.jspecify.annotations.Nullable;

/// What came of getting ready to ask a target: where it is, what authenticates the gateway there, in
/// which form the body goes to it.
sealed interface Preparation {

    /// A request can't be made.
    record Impossible(Failure why) implements Preparation {}

    /// All that a request needs.
    ///
    /// @param credential the id of what authenticates; empty where nothing has to
    /// @param authorization empty where the request is signed
    /// @param signing signs the whole request; null where it hasn't to be
    record Ready(
            Arrival arrival,
            Target target,
            Site site,
            String credential,
            List<UpstreamAuth.Field> authorization,
            UpstreamAuth.Authorization.@Nullable Signing signing)
            implements Preparation {
        private static final Pattern BEARER = Pattern.compile("^Bearer ");

        /// Whether the request can't be made yet, because the rest of its body decides its head.
        boolean awaitsBody() {
            return signing != null && !arrival.body().complete();
        }

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
                            signing == null ? authorization : signed(signing, splice),
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

        private List<UpstreamAuth.Field> signed(
                UpstreamAuth.Authorization.Signing signing, Splice splice) {
            ByteBuf content = arrival.body().content(splice);
            try {
                return signing.sign(
                        UpstreamRequest.outgoing(
                                arrival.head(),
                                arrival.operation(),
                                site,
                                target.model(),
                                content.nioBuffer()));
            } finally {
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
            return provider.keyless()
                    ? new Ready(arrival, target, site, "", List.of(), null)
                    : impossible("UPSTREAM_CREDENTIAL_MISSING", provider);
        }
        return switch (loop.plane().ports().auth().authorize(provider, credential)) {
            case UpstreamAuth.Authorization.Ready(var fields) ->
                    new Ready(arrival, target, site, credential.id().value(), fields, null);
            case UpstreamAuth.Authorization.Signing signing ->
                    new Ready(arrival, target, site, credential.id().value(), List.of(), signing);
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
