package dev.cardea.dialect.scan;

import dev.cardea.model.Credential;
import dev.cardea.model.Endpoint;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Reason;
import dev.cardea.model.Reasons;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the gateway has to know of a request's body: JSON, or a form with files.
///
/// Only members of the outermost object count, with escapes decoded. What two parsers could read
/// differently is broken: a second `model`, `stream` or `stream_options`, and those names in other
/// letter case, which some providers take for the same.
public sealed interface RequestScan {

    /// The body is a JSON object.
    ///
    /// @param model empty when the object names none, or null
    /// @param stream whether the answer is to be streamed
    /// @param usage where the wish for usage in the stream stands, or would have to
    /// @param key the first text in it that is shaped like a key of this gateway
    /// @param state what it refers to that a provider keeps
    /// @param stored whether the provider is to keep the answer, as it does where it isn't told
    record Found(
            Optional<Model> model,
            boolean stream,
            UsageWish usage,
            Optional<BodyKey> key,
            Optional<StateReference> state,
            boolean stored)
            implements RequestScan {

        /// Of a call that has nothing to do with state at the provider.
        public Found(
                Optional<Model> model, boolean stream, UsageWish usage, Optional<BodyKey> key) {
            this(model, stream, usage, key, Optional.empty(), false);
        }

        /// As admission wants it.
        public ModelAsk ask() {
            return model.<ModelAsk>map(m -> new ModelAsk.Named(m.name())).orElse(ModelAsk.MISSING);
        }

        /// The changes that make this body fit the provider.
        ///
        /// @param name what the provider calls the model; nothing changes when that is the name asked
        /// @param wantUsage whether the stream has to tell the usage
        public Splice splice(String name, boolean wantUsage) {
            return Splice.of(
                    model.filter(m -> !m.name().equals(name))
                            .map(m -> Splice.Edit.text(m.token(), m.written(name))),
                    wantUsage && stream ? usage.edit() : Optional.empty());
        }

        /// Whether the client asked for usage in the stream by itself.
        public boolean usageAsked() {
            return usage instanceof UsageWish.Asked;
        }
    }

    /// The body can't be read, or not in one way only.
    record Broken(Credential.Fault fault) implements RequestScan {}

    /// A model's name.
    ///
    /// @param name escapes decoded
    /// @param token its JSON text, quotes included; of a form, the text itself
    /// @param bare whether it stands in a form
    record Model(String name, Range token, boolean bare) {

        /// Of a JSON body.
        public Model(String name, Range token) {
            this(name, token, false);
        }

        private byte[] written(String other) {
            return bare ? other.getBytes(StandardCharsets.UTF_8) : JsonText.quote(other);
        }
    }

    /// Something that a provider keeps, and that the call goes on from: an earlier response, a
    /// conversation.
    ///
    /// @param field the member that names it
    /// @param id escapes decoded
    record StateReference(String field, String id) {}

    /// A text shaped like a key.
    ///
    /// @param value as it stands between the quotes; secret, so it isn't shown by [#toString]
    /// @param token its JSON text, quotes included
    record BodyKey(String value, Range token) {
        @Override
        public String toString() {
            return "BodyKey[" + token + "]";
        }
    }

    /// Whether a streamed answer of the OpenAI dialect is to end in its usage
    /// (`stream_options.include_usage`).
    sealed interface UsageWish {
        /// The client wants it.
        record Asked() implements UsageWish {}

        /// The dialect has no such wish, or tells usage always.
        record NotApplicable() implements UsageWish {}

        /// It isn't asked for; the edit would.
        record Absent(Splice.Edit edit) implements UsageWish {}

        UsageWish ASKED = new Asked();
        UsageWish NOT_APPLICABLE = new NotApplicable();

        private Optional<Splice.Edit> edit() {
            return this instanceof Absent(var edit) ? Optional.of(edit) : Optional.empty();
        }
    }

    /// Reads a whole body.
    static RequestScan scan(byte[] body, int offset, int length, Endpoint endpoint) {
        Incremental scan = new Incremental(endpoint);
        scan.feed(body, offset, length);
        return scan.finish();
    }

    /// The reason given when a body can't be read.
    static Broken broken(String detail) {
        Reason reason = Reasons.of("REQUEST_MALFORMED");
        return new Broken(new Credential.Fault(reason, Map.of("detail", detail)));
    }

    /// Reads a body piece by piece, as it comes.
    final class Incremental {
        private final BodyScanner scanner;

        /// Of a JSON body.
        public Incremental(Endpoint endpoint) {
            scanner = new RequestScanner(endpoint);
        }

        /// Of a JSON body, or of a form where the endpoint takes one and the body is one.
        ///
        /// @param contentType empty when the request has none
        public Incremental(Endpoint endpoint, String contentType) {
            boolean form = endpoint.takesForms() && MultipartScanner.is(contentType);
            scanner =
                    switch (endpoint) {
                        // What is no form has no boundary either, and is refused for it.
                        case FILES -> new UploadForm(contentType);
                        case BATCHES -> new BatchOrder();
                        case MESSAGE_BATCHES -> new MessageBatchScanner();
                        default -> form ? new ModelForm(contentType) : new RequestScanner(endpoint);
                    };
        }

        /// Takes the next piece. False once the body is known to be broken, which [#finish] tells:
        /// what was forwarded of it must be aborted.
        public boolean feed(byte[] bytes, int offset, int length) {
            return scanner.feed(bytes, offset, offset + length);
        }

        /// The model, as soon as it went by. A later member may still make the body broken.
        public Optional<Model> model() {
            return scanner.model();
        }

        /// What the call refers to that a provider keeps, as soon as it went by.
        public Optional<StateReference> state() {
            return scanner.state();
        }

        /// The stored files, vector stores and containers that went by, in order. It grows as more comes.
        public List<StateReference> files() {
            return scanner.files();
        }

        /// The requests of a batch that went by, but those that are like an earlier one in all that
        /// matters. It grows as more comes.
        public List<BatchItem> items() {
            return scanner.items();
        }

        /// Whether enough went by to decide where the body may go, should it be too long to be held.
        public boolean enough() {
            return scanner.enough();
        }

        /// What names the conversation for the provider's prompt cache (`prompt_cache_key`), when it
        /// went by; else empty.
        public String cacheKey() {
            return scanner.cacheKey();
        }

        /// The user on whose behalf the body says that it calls (`user`, `metadata.user_id`), when that
        /// went by; else empty.
        public String user() {
            return scanner.user();
        }

        /// Whether `stream: true` went by.
        public boolean stream() {
            return scanner.stream();
        }

        /// The changes that are certain by now: in bytes that went by, for a body of which these go on
        /// before its end is here.
        ///
        /// @param name what the provider calls the model; nothing changes when that is the name asked
        public Splice splice(String name) {
            return Splice.of(
                    scanner.model()
                            .filter(it -> !it.name().equals(name))
                            .map(it -> Splice.Edit.text(it.token(), it.written(name))),
                    scanner.lateWish());
        }

        /// The change that asks for usage in the stream, once its place went by; empty before, and where
        /// nothing has to be asked. It differs from what [Found#splice] would do in where it stands, as
        /// it may come as late as at the end.
        public Optional<Splice.Edit> usageWish() {
            return scanner.lateWish();
        }

        /// By how many bytes that change may lengthen the body; 0 once it is certain.
        public int usageRoom() {
            return scanner.wishRoom();
        }

        /// Position of the byte that ends the body's value, -1 while it hasn't come.
        public long endAt() {
            return scanner.endAt();
        }

        /// What came of it; call it after the last piece, or after [#feed] said false.
        public RequestScan finish() {
            return scanner.result();
        }
    }
}
