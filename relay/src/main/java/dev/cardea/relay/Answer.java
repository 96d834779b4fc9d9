package dev.cardea.relay;

import dev.cardea.admission.Scopes;
import dev.cardea.model.Caller;
import dev.cardea.model.Usage;
import dev.cardea.relay.http.FieldLine;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A provider's good answer on its way to the client, metered as it passes. Its beginning is kept
/// back until it shows that it is one: providers put errors into answers with a good status.
abstract sealed class Answer implements AutoCloseable
        permits PassedAnswer, TranslatedAnswer, KeptAnswer, KeptHeldAnswer {
    /// So much of a beginning that shows nothing is kept back.
    private static final int MOST_KEPT = 4 << 10;

    private static final FieldLine FIRST_ATTEMPT = FieldLine.of("x-cardea-attempts", "1");

    /// What every answer gets by itself.
    private static final Set<String> OWN =
            Set.of(
                    "x-request-id",
                    "x-cardea-provider",
                    "x-cardea-model",
                    "x-cardea-attempts",
                    "x-cardea-key-expires",
                    "x-cardea-accepted-scopes");

    private static final FieldLine ACCEPTS_INVOKE = accepted(Scopes.INVOKE);
    private static final FieldLine ACCEPTS_READ = accepted(Scopes.READ);

    private final ResponseHead from;
    private @Nullable ByteBuf kept;

    /// What the beginning of an answer shows.
    enum Showing {
        NOTHING_YET,
        GOOD,
        /// An error, or that it is no answer at all.
        BAD
    }

    Answer(ResponseHead from) {
        this.from = from;
    }

    /// The provider's head.
    ResponseHead from() {
        return from;
    }

    /// The head for the client.
    ///
    /// @param into empty; becomes its fields
    abstract ResponseHead head(Account account, Fields into);

    /// Takes a part of the body, and releases it; gives what goes on of it, null when that is nothing.
    abstract @Nullable ByteBuf part(ByteBuf part);

    /// The body is over; gives what was still to come, null when that is nothing.
    abstract @Nullable ByteBuf end();

    /// What is known of it by now; after [#end] never nothing.
    abstract Showing showing();

    /// Whether its head may go to the client while it shows nothing.
    abstract boolean releasable();

    /// What is wrong with it, for the classifier: the JSON of an error, or a page; empty when it is
    /// merely not what was asked for.
    abstract Optional<byte[]> evidence();

    /// Whether it comes as a stream of events.
    abstract boolean streamed();

    abstract Usage usage(long requestBytes);

    /// The model as the provider names it; empty when it didn't.
    abstract String modelAnswered();

    /// The id that the provider gave it; empty when it told none, or another goes to the client.
    abstract String id();

    /// The ids of what the provider keeps from now on, as far as they were told.
    List<String> made() {
        return id().isEmpty() ? List.of() : List.of(id());
    }

    /// Whether the provider, or its model, refuses to answer what was asked, as far as has come.
    abstract boolean refused();

    /// Whether something of it has come that a refusal doesn't have, or it can't be told.
    abstract boolean spoke();

    /// All of it, when it is over and nothing has gone on.
    OwnAnswer whole(Account account) {
        Fields fields = new Fields();
        ResponseHead head = head(account, fields);
        Map<String, String> more = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i).toLowerCase(Locale.ROOT);
            if (!OWN.contains(name)) {
                more.merge(name, fields.value(i), (first, next) -> first + ", " + next);
            }
        }
        byte[] body = kept == null ? new byte[0] : ByteBufUtil.getBytes(kept);
        return new OwnAnswer(head.status(), more, body);
    }

    /// Whether it ended by saying that it failed.
    abstract boolean failed();

    /// What ends it after its first byte when it can't be gone on with, in the client's dialect; null
    /// when nothing can be said any more.
    abstract byte @Nullable [] broken(Refusals refusals, Arrival arrival, Failure failure);

    /// Keeps back what would go on.
    void keep(@Nullable ByteBuf part) {
        if (part == null) {
            return;
        }
        ByteBuf before = kept;
        if (before == null) {
            kept = part;
        } else if (before instanceof CompositeByteBuf several) {
            several.addComponent(true, part);
        } else {
            kept = Unpooled.compositeBuffer().addComponents(true, before, part);
        }
    }

    /// Whether more of it is kept back than a beginning has.
    boolean keptEnough() {
        return kept != null && kept.readableBytes() >= MOST_KEPT;
    }

    /// What was kept back, which goes on now; null when that is nothing.
    @Nullable ByteBuf release() {
        ByteBuf all = kept;
        kept = null;
        return all;
    }

    /// What is kept back now, to be looked at.
    @Nullable ByteBuf kept() {
        return kept;
    }

    private static FieldLine accepted(String scope) {
        return FieldLine.of("x-cardea-accepted-scopes", scope);
    }

    /// The fields that the gateway adds: the call's id, who was asked for what, and what of the key
    /// concerns the call.
    static void sign(Account account, Fields into) {
        into.add(Known.X_REQUEST_ID, account.id());
        asked(account, into);
        key(account, into);
    }

    /// The scopes of which a key needs one for such a call, and when the caller's key expires.
    static void key(Account account, Fields into) {
        into.add(account.scope().equals(Scopes.READ) ? ACCEPTS_READ : ACCEPTS_INVOKE);
        Caller caller = account.caller();
        if (caller != null && caller.key().expiresAtMicros() != Long.MAX_VALUE) {
            long seconds = caller.key().expiresAtMicros() / 1_000_000;
            into.add("x-cardea-key-expires", Instant.ofEpochSecond(seconds).toString());
        }
    }

    /// Which provider was asked last, for which model, at the how manieth attempt; nothing when none
    /// was.
    static void asked(Account account, Fields into) {
        if (account.attempts() == 0) {
            return;
        }
        into.add("x-cardea-provider", account.provider());
        if (!account.modelSent().isEmpty()) {
            into.add("x-cardea-model", FieldText.of(account.modelSent()));
        }
        if (account.attempts() == 1) {
            into.add(FIRST_ATTEMPT);
        } else {
            into.add("x-cardea-attempts", String.valueOf(account.attempts()));
        }
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.release();
            kept = null;
        }
    }
}
