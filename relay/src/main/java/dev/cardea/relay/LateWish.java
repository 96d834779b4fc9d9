package dev.cardea.relay;

import dev.cardea.dialect.scan.RequestScan;
import dev.cardea.dialect.scan.Splice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/// Asks for usage in a body that streams through, by a change to a part of it that goes by: at its
/// end at the latest.
///
/// The body's length was told before that was certain, so there is room in it for the change; what
/// remains of the room is filled with blanks before the closing brace, where they mean nothing. A value
/// that has to be another and was cut by the end of a part stays as it is: then nothing is asked for.
final class LateWish {
    private final RequestScan.Incremental scan;
    private long at;
    private long room;
    private boolean asked;

    /// @param scan has read what streamed before, and reads each part before it is passed
    /// @param at how many bytes went before
    LateWish(RequestScan.Incremental scan, long at) {
        this.scan = scan;
        this.at = at;
        room = scan.usageRoom();
    }

    /// Passes on the bytes of a part, which stays the caller's.
    void pass(ByteBuf part, RequestBody.Streaming to) {
        long from = at;
        Splice.Edit edit = asked ? null : scan.usageWish().orElse(null);
        if (edit != null && edit.range().from() >= from) {
            asked = true;
            pass(part, edit.range().from(), to);
            to.part(Unpooled.wrappedBuffer(edit.text()));
            part.skipBytes((int) edit.range().length());
            at += edit.range().length();
            room -= edit.text().length - edit.range().length();
        }
        long end = scan.endAt();
        if (end >= at && room > 0) {
            pass(part, end, to);
            byte[] blanks = new byte[(int) room];
            Arrays.fill(blanks, (byte) ' ');
            to.part(Unpooled.wrappedBuffer(blanks));
            room = 0;
        }
        pass(part, at + part.readableBytes(), to);
    }

    /// Passes on what comes before a position.
    private void pass(ByteBuf part, long position, RequestBody.Streaming to) {
        int count = (int) (position - at);
        if (count > 0) {
            to.part(part.readRetainedSlice(count));
            at += count;
        }
    }
}
