package dev.cardea.relay;

import dev.cardea.dialect.translate.Options;
import dev.cardea.dialect.translate.Translation;
import dev.cardea.dialect.translate.Translator;
import dev.cardea.model.ApiVersion;
import dev.cardea.model.Endpoint;
import dev.cardea.model.Provider;
import dev.cardea.model.ProviderCredential;
import dev.cardea.model.Target;
import dev.cardea.model.UpstreamAuth;
import dev.cardea.relay.http.ResponseHead;
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

    /// No provider has to be asked: the client's dialect has an answer of its own.
    record Answered(OwnAnswer answer) implements Preparation {}

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
            UpstreamAuth.Authorization.@Nullable Signing signing,
            Form form)
            implements Preparation {
        private static final Pattern BEARER = Pattern.compile("^Bearer ");

        /// Whether the request can't be made yet, because the rest of its body decides its head.
        boolean awaitsBody() {
            return signing != null && !arrival.body().complete();
        }

        /// Writes the head, and of the body what is here.
        void write(UpstreamConnection connection) {
            form.write(this, connection);
        }

        /// The same once the request won't be sent again, without its body.
        Ready sent() {
            return form instanceof Form.Rewritten rewritten ? in(rewritten.withoutBody()) : this;
        }

        /// The same in another form.
        Ready in(Form other) {
            return new Ready(arrival, target, site, credential, authorization, signing, other);
        }

        /// What takes the answer with this head.
        Answer answer(RelayLoop loop, ResponseHead head) {
            return form.answer(loop, this, head);
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
    /// @param turn chooses the credential
    /// @param drops whether fields that the target can't express are left out
    static Preparation of(
            RelayLoop loop, Arrival arrival, Target target, CredentialTurn turn, boolean drops) {
        Provider provider = target.provider();
        Endpoint endpoint = arrival.operation().endpoint();
        Site site = loop.site(provider);
        if (site == null) {
            return misconfigured(provider, "baseUrl");
        }
        Form form = Form.PASSED;
        if (!Translators.passes(endpoint, provider)) {
            Translator translator =
                    loop.plane().translators().between(endpoint, provider.dialect());
            if (translator == null) {
                return misconfigured(provider, "dialect");
            }
            switch (translation(translator, arrival, target, drops)) {
                case Translation.Refused(var fault) -> {
                    return new Impossible(Failure.of(fault));
                }
                case Translation.Answered(int status, byte[] body, var fields) -> {
                    return new Answered(OwnAnswer.json(status, body).with(fields));
                }
                case Translation.Translated translated -> {
                    if (!arrival.body().translated(translated.body().length)) {
                        return new Impossible(Failure.overloaded());
                    }
                    form = new Form.Rewritten(translated);
                }
            }
        }
        return switch (turn.next(arrival.body().repeatable())) {
            case CredentialTurn.Choice.Use(var credential) ->
                    authorized(loop, arrival, target, site, credential, form);
            case CredentialTurn.Choice.None() ->
                    provider.keyless()
                            ? new Ready(arrival, target, site, "", List.of(), null, form)
                            : impossible("UPSTREAM_CREDENTIAL_MISSING", provider);
            case CredentialTurn.Choice.Wait(var why) -> new Impossible(why);
        };
    }

    private static Preparation authorized(
            RelayLoop loop,
            Arrival arrival,
            Target target,
            Site site,
            ProviderCredential credential,
            Form form) {
        Provider provider = target.provider();
        return switch (loop.plane().ports().auth().authorize(provider, credential)) {
            case UpstreamAuth.Authorization.Ready(var fields) ->
                    new Ready(arrival, target, site, credential.id().value(), fields, null, form);
            case UpstreamAuth.Authorization.Signing signing ->
                    new Ready(
                            arrival,
                            target,
                            site,
                            credential.id().value(),
                            List.of(),
                            signing,
                            form);
            case UpstreamAuth.Authorization.Unavailable(var reason) ->
                    impossible(reason.code(), provider);
        };
    }

    /// Always from the client's own bytes, whatever was made of them for another target.
    private static Translation translation(
            Translator translator, Arrival arrival, Target target, boolean drops) {
        Account account = arrival.account();
        Options options =
                Options.of(account.id(), account.at().getEpochSecond())
                        .droppingUnsupported(drops)
                        .withApiVersion(ApiVersion.of(target.provider().baseUrl()).orElse(""));
        if (arrival.operation().endpoint() == Endpoint.STREAM_GENERATE_CONTENT) {
            options = options.streamByPath(QueryText.says(arrival.head().query(), "alt", "sse"));
        }
        ByteBuf body = arrival.body().whole();
        return translator.request(
                body.array(),
                body.arrayOffset() + body.readerIndex(),
                body.readableBytes(),
                target.model(),
                options);
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
