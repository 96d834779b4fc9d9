package dev.cardea.relay;

import dev.cardea.dialect.hub.TranslationFault;
import dev.cardea.dialect.translate.AnswerTranslation;
import dev.cardea.dialect.translate.Answers;
import dev.cardea.dialect.translate.StreamTranslation;
import dev.cardea.dialect.translate.Translation.Translated;
import dev.cardea.dialect.usage.UsageMeter;
import dev.cardea.model.Dialect;
import dev.cardea.model.Provider;
import dev.cardea.model.Usage;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An answer in another dialect than the client's: translated as it comes when it is a stream, else
/// when it is complete.
final class TranslatedAnswer extends Answer implements UsageMeter.Passage, Gunzip.Output {
    /// As much of what can't be read is shown to the classifier.
    private static final int MOST_EVIDENCE = 8 << 10;

    private final RelayLoop loop;
    private final Dialect client;
    private final Answers answers;
    private final UsageMeter meter;
    private final @Nullable StreamTranslation stream;
    private final @Nullable Gunzip gunzip;
    private final boolean events;
    private final List<String> dropped;
    private final AnswerBytes body;
    private boolean unreadable;
    private boolean ended;
    private boolean spoke;
    private AnswerTranslation.@Nullable Answer result;
    private @Nullable ByteBuf out;

    /// The answer of `provider` to this call.
    static TranslatedAnswer of(
            RelayLoop loop,
            Arrival arrival,
            Provider provider,
            ResponseHead head,
            Translated request) {
        Fields fields = head.fields();
        int type = fields.find(Known.CONTENT_TYPE);
        boolean events =
                type >= 0
                        && fields.value(type)
                                .toLowerCase(Locale.ROOT)
                                .startsWith("text/event-stream");
        UsageMeter meter =
                UsageMeter.of(provider.dialect(), arrival.operation().endpoint(), events, false);
        return new TranslatedAnswer(loop, arrival, head, request, meter, events);
    }

    private TranslatedAnswer(
            RelayLoop loop,
            Arrival arrival,
            ResponseHead head,
            Translated request,
            UsageMeter meter,
            boolean events) {
        super(head);
        this.loop = loop;
        body = new AnswerBytes(loop.plane());
        answers = request.answers();
        this.meter = meter;
        this.events = events;
        client = arrival.operation().dialect();
        dropped = UpstreamRequest.dropped(arrival.head(), request);
        stream = request.stream() ? answers.stream() : null;
        int encoded = head.fields().find(Known.CONTENT_ENCODING);
        boolean plain = encoded < 0 || head.fields().valueIs(encoded, "identity");
        boolean gzip = !plain && head.fields().valueIs(encoded, "gzip");
        gunzip = gzip ? new Gunzip() : null;
        unreadable = !plain && !gzip;
    }

    @Override
    ResponseHead head(Account account, Fields into) {
        StreamTranslation streamed = stream;
        into.add(
                Known.CONTENT_TYPE, streamed == null ? "application/json" : streamed.contentType());
        if (streamed != null) {
            into.add("cache-control", "no-cache");
        }
        sign(account, into);
        AnswerTranslation.Answer whole = result;
        List<String> leftOut = new ArrayList<>(dropped);
        if (whole != null) {
            leftOut.addAll(whole.dropped());
        }
        if (!leftOut.isEmpty()) {
            into.add("x-cardea-dropped", FieldText.of(String.join(", ", leftOut)));
        }
        if (client == Dialect.ANTHROPIC) {
            into.add(Known.REQUEST_ID, account.id());
        }
        return ResponseHead.of(
                200, into, whole == null ? ResponseHead.UNKNOWN : whole.body().length);
    }

    @Override
    @Nullable ByteBuf part(ByteBuf part) {
        int count = part.readableBytes();
        byte[] bytes = loop.scratch(count);
        part.getBytes(part.readerIndex(), bytes, 0, count);
        part.release();
        if (unreadable) {
            return null;
        }
        if (gunzip == null) {
            take(bytes, count);
        } else {
            unreadable = !gunzip.decode(bytes, 0, count, this) || unreadable;
        }
        return taken();
    }

    @Override
    public boolean take(byte[] bytes, int count) {
        meter.feed(bytes, 0, count, this);
        if (stream != null) {
            give(stream.feed(bytes, 0, count));
            return true;
        }
        unreadable = !body.add(bytes, count);
        return !unreadable;
    }

    @Override
    public void pass(byte[] bytes, int offset, int length) {}

    @Override
    @Nullable ByteBuf end() {
        ended = true;
        meter.end(this);
        if (stream != null) {
            give(stream.finish());
        } else if (!unreadable && !meter.sawError()) {
            try {
                result = answers.whole().translate(body.bytes(), 0, body.length());
                give(result.body());
            } catch (TranslationFault _) {
                unreadable = true;
            }
        }
        return taken();
    }

    private void give(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        spoke = true;
        ByteBuf before = out;
        out =
                before == null
                        ? Unpooled.wrappedBuffer(bytes)
                        : Unpooled.wrappedBuffer(before, Unpooled.wrappedBuffer(bytes));
    }

    private @Nullable ByteBuf taken() {
        ByteBuf all = out;
        out = null;
        return all;
    }

    @Override
    Showing showing() {
        if (unreadable || meter.sawError() || failed()) {
            return Showing.BAD;
        }
        if (stream == null) {
            return ended ? Showing.GOOD : Showing.NOTHING_YET;
        }
        return ended || (events ? meter.started() : spoke) ? Showing.GOOD : Showing.NOTHING_YET;
    }

    @Override
    boolean releasable() {
        return stream != null && !unreadable;
    }

    @Override
    Optional<byte[]> evidence() {
        Optional<byte[]> error = meter.embeddedError().map(UsageMeter.EmbeddedError::json);
        if (error.isPresent() || stream != null) {
            return error;
        }
        boolean page = body.length() > 0 && body.bytes()[0] == '<';
        return body.length() == 0 || page
                ? Optional.of(Arrays.copyOf(body.bytes(), Math.min(body.length(), MOST_EVIDENCE)))
                : Optional.empty();
    }

    @Override
    boolean streamed() {
        return stream != null;
    }

    @Override
    Usage usage(long requestBytes) {
        // The translation reads each dialect's own words for it.
        Usage metered = meter.usage(requestBytes);
        Usage told = stream != null ? stream.usage() : result == null ? Usage.NONE : result.usage();
        return told.equals(Usage.NONE) ? metered : told;
    }

    @Override
    String modelAnswered() {
        String metered = meter.modelAnswered();
        return !metered.isEmpty() || stream == null ? metered : stream.model();
    }

    @Override
    String id() {
        return "";
    }

    @Override
    boolean refused() {
        return meter.refused() || (stream != null && stream.refused());
    }

    @Override
    boolean spoke() {
        return stream == null || stream.spoke();
    }

    @Override
    boolean failed() {
        return stream != null && stream.failed();
    }

    @Override
    byte @Nullable [] broken(Refusals refusals, Arrival arrival, Failure failure) {
        if (stream == null) {
            return null;
        }
        if (stream.failed()) {
            return new byte[0];
        }
        return stream.contentType().startsWith("text/event-stream")
                ? refusals.event(arrival, failure)
                : stream.fail(failure.reason().status(), refusals.sentence(arrival, failure));
    }

    @Override
    public void close() {
        super.close();
        if (out != null) {
            out.release();
            out = null;
        }
        if (gunzip != null) {
            gunzip.close();
        }
        body.close();
    }
}
