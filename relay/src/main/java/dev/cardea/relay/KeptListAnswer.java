package dev.cardea.relay;

import dev.cardea.dialect.kept.KeptPage;
import dev.cardea.dialect.kept.KeptPage.Thing;
import dev.cardea.model.OrganizationId;
import dev.cardea.model.ProviderId;
import dev.cardea.model.Usage;
import dev.cardea.relay.KeptStates.Kept;
import dev.cardea.relay.KeptStates.Origin;
import dev.cardea.relay.http.Fields;
import dev.cardea.relay.http.Known;
import dev.cardea.relay.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A list of what a provider keeps for one of the gateway's credentials, of which the client gets what
/// its own organization made. It is held until it is complete, like what is translated.
final class KeptListAnswer extends Answer implements Gunzip.Output {
    private static final int FIRST_CAPACITY = 4 << 10;

    private final RelayLoop loop;
    private final ProviderId provider;
    private final OrganizationId organization;
    private final @Nullable Gunzip gunzip;
    private final List<String> made = new ArrayList<>(0);
    private byte[] body = {};
    private int length;
    private long charged;
    private boolean unreadable;
    private boolean ended;
    private byte @Nullable [] result;

    /// @param provider whose answer it is
    /// @param organization that asks
    KeptListAnswer(
            RelayLoop loop, ProviderId provider, OrganizationId organization, ResponseHead head) {
        super(head);
        this.loop = loop;
        this.provider = provider;
        this.organization = organization;
        int encoded = head.fields().find(Known.CONTENT_ENCODING);
        boolean plain = encoded < 0 || head.fields().valueIs(encoded, "identity");
        boolean gzip = !plain && head.fields().valueIs(encoded, "gzip");
        gunzip = gzip ? new Gunzip() : null;
        unreadable = !plain && !gzip;
    }

    @Override
    ResponseHead head(Account account, Fields into) {
        into.add(Known.CONTENT_TYPE, "application/json");
        sign(account, into);
        return ResponseHead.of(
                from().status(), into, result == null ? ResponseHead.UNKNOWN : result.length);
    }

    @Override
    @Nullable ByteBuf part(ByteBuf part) {
        int count = part.readableBytes();
        byte[] bytes = loop.scratch(count);
        part.getBytes(part.readerIndex(), bytes, 0, count);
        part.release();
        if (!unreadable) {
            unreadable =
                    gunzip == null ? !take(bytes, count) : !gunzip.decode(bytes, 0, count, this);
        }
        return null;
    }

    @Override
    public boolean take(byte[] bytes, int count) {
        int most = loop.plane().config().limits().translatedBytes();
        if (count > most - length) {
            return false;
        }
        if (length + count > body.length) {
            int capacity = Math.max(Math.max(FIRST_CAPACITY, length + count), body.length * 2);
            if (!loop.plane().held().tryTake(capacity - body.length)) {
                return false;
            }
            charged += capacity - body.length;
            body = Arrays.copyOf(body, capacity);
        }
        System.arraycopy(bytes, 0, body, length, count);
        length += count;
        return true;
    }

    @Override
    @Nullable ByteBuf end() {
        ended = true;
        Optional<KeptPage> page = unreadable ? Optional.empty() : KeptPage.read(body, length);
        if (page.isEmpty()) {
            unreadable = true;
            return null;
        }
        List<Thing> mine = page.get().things().stream().filter(this::isMine).toList();
        mine.forEach(thing -> made.addAll(thing.files()));
        byte[] all = page.get().with(mine, page.get().hasMore());
        result = all;
        return Unpooled.wrappedBuffer(all);
    }

    private boolean isMine(Thing thing) {
        Origin origin = loop.plane().states().of(new Kept(provider, thing.id()));
        return origin != null && origin.organization().equals(organization);
    }

    @Override
    Showing showing() {
        return unreadable ? Showing.BAD : ended ? Showing.GOOD : Showing.NOTHING_YET;
    }

    @Override
    boolean releasable() {
        return false;
    }

    @Override
    Optional<byte[]> evidence() {
        return Optional.empty();
    }

    @Override
    Usage usage(long requestBytes) {
        return Usage.NONE;
    }

    @Override
    String modelAnswered() {
        return "";
    }

    @Override
    String id() {
        return "";
    }

    @Override
    List<String> made() {
        return made;
    }

    @Override
    boolean refused() {
        return false;
    }

    @Override
    boolean spoke() {
        return true;
    }

    @Override
    boolean failed() {
        return false;
    }

    @Override
    byte @Nullable [] broken(Refusals refusals, Arrival arrival, Failure failure) {
        return null;
    }

    @Override
    public void close() {
        super.close();
        if (gunzip != null) {
            gunzip.close();
        }
        loop.plane().held().giveBack(charged);
        charged = 0;
        body = new byte[0];
        length = 0;
    }
}
