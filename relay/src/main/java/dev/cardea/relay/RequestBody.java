package dev.cardea.relay;

import dev.cardea.dialect.scan.BatchItem;
import dev.cardea.dialect.scan.RequestScan;
import dev.cardea.dialect.scan.Splice;
import dev.cardea.model.Credential.Fault;
import dev.cardea.model.ModelAsk;
import dev.cardea.model.Reasons;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The body of one request on its way through: decoded, scanned for what the gateway has to know,
/// and held, so that an attempt can be repeated and nothing of a broken request reaches a provider.
///
/// Short bodies are held until they are complete. One that outgrows [Limits#holdBytes], or the budget
/// of all, streams: what was held goes first, each later part as it comes.
final class RequestBody {
    private final Limits limits;
    private final long most;
    private final ByteBufAllocator allocator;
    private final HeldBody held;
    private final BodyGuard guard = new BodyGuard();
    private final RequestScan.@Nullable Incremental scan;
    private final @Nullable Gunzip gunzip;
    private @Nullable Streaming streaming;
    private @Nullable LateWish wish;
    private @Nullable RequestScan found;
    private @Nullable Fault fault;
    private long received;
    private long length;
    private boolean complete;
    private boolean outgrown;
    private boolean discarding;
    private boolean neededWhole;
    private boolean bound;

    /// Where the parts of a streaming body go.
    interface Streaming {
        void part(ByteBuf part);

        void end();
    }

    /// @param most how many bytes of it are taken, decompressed
    /// @param scan finds the model; null where the body names none
    /// @param gunzip null when the body isn't compressed
    RequestBody(
            Limits limits,
            long most,
            HeldBytes budget,
            ByteBufAllocator allocator,
            RequestScan.@Nullable Incremental scan,
            @Nullable Gunzip gunzip) {
        this.limits = limits;
        this.most = most;
        this.allocator = allocator;
        held = new HeldBody(budget, allocator);
        this.scan = scan;
        this.gunzip = gunzip;
    }

    /// Takes the next part, and releases it.
    void add(ByteBuf part) {
        try {
            received += part.readableBytes();
            if (fault != null || discarding) {
                return;
            }
            if (gunzip == null) {
                take(part);
            } else {
                byte[] bytes = new byte[part.readableBytes()];
                part.readBytes(bytes);
                if (!gunzip.decode(bytes, 0, bytes.length, this::decoded) && fault == null) {
                    fault = malformed("the body is not what its Content-Encoding says");
                }
            }
        } finally {
            part.release();
        }
    }

    /// The body is over.
    void end() {
        complete = true;
        if (gunzip != null && !gunzip.complete() && fault == null && received > 0) {
            fault = malformed("the compressed body ends too early");
        }
        if (scan != null && fault == null && !discarding) {
            found = scan.finish();
            if (found instanceof RequestScan.Broken(var broken)) {
                fault = broken;
            }
        }
        if (streaming != null && fault == null) {
            streaming.end();
        }
    }

    private boolean decoded(byte[] bytes, int count) {
        ByteBuf part = allocator.heapBuffer(count).writeBytes(bytes, 0, count);
        try {
            take(part);
        } finally {
            part.release();
        }
        return fault == null;
    }

    private void take(ByteBuf part) {
        int count = part.readableBytes();
        length += count;
        if (length > most) {
            fault = new Fault(Reasons.of("BODY_TOO_LARGE"), Map.of("limit", String.valueOf(most)));
            return;
        }
        if (neededWhole && length > limits.translatedBytes()) {
            tooLargeToTranslate();
        } else if (streaming == null) {
            hold(part);
            vetted();
        } else if (scanned(part)) {
            RequestScan.StateReference foreign = guard.foreign(files());
            if (state().isPresent() && !bound) {
                // Where the call may go was decided without it.
                fault =
                        malformed(
                                "'%s' was expected further to the front of a body of this length"
                                        .formatted(state().get().field()));
            } else if (foreign != null) {
                fault =
                        new Fault(
                                Reasons.of("PROVIDER_STATE_NOT_YOURS"),
                                Map.of("field", foreign.field()));
            } else if (vetted() != null) {
                return;
            } else if (wish == null) {
                streaming.part(part.retainedSlice());
            } else {
                wish.pass(part, streaming);
            }
        }
    }

    /// What is wrong with it, the requests in it included once it is guarded, as far as they went by.
    @Nullable Fault vetted() {
        if (fault == null) {
            fault = guard.fault(items());
        }
        return fault;
    }

    private void hold(ByteBuf part) {
        int count = part.readableBytes();
        held.add(part);
        ByteBuf all = held.whole();
        int from = all.arrayOffset() + all.writerIndex() - count;
        if (scan != null && !scan.feed(all.array(), from, count)) {
            broken();
        }
        if (length > limits.holdBytes() || held.overBudget()) {
            outgrown = true;
        }
    }

    private boolean scanned(ByteBuf part) {
        if (scan == null) {
            return true;
        }
        byte[] bytes = new byte[part.readableBytes()];
        part.getBytes(part.readerIndex(), bytes);
        if (!scan.feed(bytes, 0, bytes.length)) {
            broken();
            return false;
        }
        return true;
    }

    private void broken() {
        if (scan != null && scan.finish() instanceof RequestScan.Broken(var broken)) {
            fault = broken;
        }
    }

    /// Whether no more of it is to come.
    boolean complete() {
        return complete;
    }

    /// It is to be translated, which takes all of it: an attempt begins only when it is complete.
    void neededWhole() {
        neededWhole = true;
        if (length > limits.translatedBytes() && fault == null) {
            tooLargeToTranslate();
        }
    }

    private void tooLargeToTranslate() {
        fault =
                new Fault(
                        Reasons.of("TRANSLATED_BODY_TOO_LARGE"),
                        Map.of("limit", String.valueOf(limits.translatedBytes())));
    }

    /// All of it, to be read; it stays the body's.
    ByteBuf whole() {
        return held.whole();
    }

    /// Whether an attempt may begin: it is complete, or too long to be waited for.
    boolean ready() {
        return complete || (outgrown && !neededWhole && (scan == null || scan.enough()));
    }

    /// Whether the budget has nothing left to hold it in, while it can't be forwarded yet.
    boolean starved() {
        return held.overBudget() && !ready();
    }

    /// Whether the budget has nothing left to hold more of it in.
    boolean overBudget() {
        return held.overBudget();
    }

    /// What is wrong with it, so that it can't be forwarded.
    @Nullable Fault fault() {
        return fault;
    }

    /// It isn't forwarded, because of this.
    void refuse(Fault fault) {
        this.fault = fault;
    }

    /// What it refers to that a provider keeps, as far as it was read.
    Optional<RequestScan.StateReference> state() {
        return scan == null ? Optional.empty() : scan.state();
    }

    /// The stored files that it names, as far as it was read.
    List<RequestScan.StateReference> files() {
        return scan == null ? List.of() : scan.files();
    }

    /// The requests of a batch in it, as far as it was read.
    List<BatchItem> items() {
        return scan == null ? List.of() : scan.items();
    }

    /// What names the conversation in it; empty when nothing that was read does.
    String cacheKey() {
        return scan == null ? "" : scan.cacheKey();
    }

    /// The user whom it names; empty when it names none, as far as it was read.
    String user() {
        return scan == null ? "" : scan.user();
    }

    /// Whether the provider is to keep the answer.
    boolean stored() {
        return found instanceof RequestScan.Found all && all.stored();
    }

    /// Whether the gateway itself asks for usage in the stream.
    boolean wishesUsage() {
        return found instanceof RequestScan.Found all
                && all.stream()
                && all.usage() instanceof RequestScan.UsageWish.Absent;
    }

    /// Bytes as they came from the client.
    long received() {
        return received;
    }

    /// Bytes so far, decompressed.
    long length() {
        return length;
    }

    /// Whether it came compressed and goes on as it was before that.
    boolean decoded() {
        return gunzip != null;
    }

    /// Bytes held now.
    int heldBytes() {
        return held.whole().readableBytes();
    }

    /// The model, once it is certain or the body too long to wait for certainty.
    ModelAsk ask() {
        if (scan == null) {
            return ModelAsk.NOT_NEEDED;
        }
        if (fault != null) {
            return new ModelAsk.Unreadable(fault);
        }
        if (found instanceof RequestScan.Found all) {
            return all.ask();
        }
        Optional<RequestScan.Model> model = outgrown ? scan.model() : Optional.empty();
        return model.isPresent() ? new ModelAsk.Named(model.get().name()) : ModelAsk.AWAITED;
    }

    /// A gateway key that stands in the body.
    Optional<RequestScan.BodyKey> key() {
        return found instanceof RequestScan.Found all ? all.key() : Optional.empty();
    }

    /// What has to change for a provider that knows the model by this name.
    Splice splice(String model) {
        if (found instanceof RequestScan.Found all) {
            return all.splice(model, true);
        }
        return scan == null ? Splice.NONE : scan.splice(model);
    }

    /// How many bytes longer than what is known of it, with the changes made so far, it may become: so
    /// many it does become when it streams.
    int room() {
        return complete || scan == null ? 0 : scan.usageRoom();
    }

    /// Whether the same body can be sent again.
    boolean repeatable() {
        return complete && streaming == null && (held.any() || length == 0);
    }

    /// What is held, with the changes made, as one buffer of its own; what is held stays.
    ByteBuf content(Splice splice) {
        return held.content(splice);
    }

    /// Takes account of what was made of it for a provider of another dialect, which is held as long.
    /// The largest of several counts: each attempt has its own, and that of the one before is gone.
    ///
    /// @return false when the budget has nothing left for it
    boolean translated(int bytes) {
        return held.translated(bytes);
    }

    /// Files that it names once it streams are the caller's to use only if this says so.
    void guard(Predicate<RequestScan.StateReference> mayUse) {
        guard.files(mayUse);
    }

    /// The same for the requests of a batch in it: each goes on only if this finds no fault.
    void guardItems(Function<BatchItem, @Nullable Fault> decides) {
        guard.items(decides);
    }

    /// From now on parts go to `streaming`; what was held isn't any more.
    void stream(Streaming streaming) {
        this.streaming = streaming;
        guard.skipFiles(files().size());
        bound = state().isPresent();
        wish = scan != null && room() > 0 ? new LateWish(scan, length) : null;
        letGo();
    }

    /// From now on parts are counted and thrown away.
    void discard() {
        discarding = true;
        streaming = null;
        letGo();
    }

    /// Gives back what is held; the attempt can't be repeated any more.
    void letGo() {
        held.release();
        if (complete && gunzip != null) {
            gunzip.close();
        }
    }

    /// Gives back everything, on whatever path the call ended.
    void close() {
        discard();
        if (gunzip != null) {
            gunzip.close();
        }
    }

    private static Fault malformed(String detail) {
        return new Fault(Reasons.of("REQUEST_MALFORMED"), Map.of("detail", detail));
    }
}
