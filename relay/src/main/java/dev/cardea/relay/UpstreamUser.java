package dev.cardea.relay;

import dev.cardea.relay.http.LastPart;
import dev.cardea.relay.http.ResponseHead;
import dev.cardea.relay.http.Violation;
import io.netty.buffer.ByteBuf;

/// What an upstream connection serves: told what becomes of the connection and of the answer, on the
/// event loop.
interface UpstreamUser {
    /// Here is a connection; it is the user's until the answer ends or [UpstreamConnection#cancel].
    void connected(UpstreamConnection connection);

    /// There is none to be had.
    void unreachable(Unreachable why);

    void answerHead(ResponseHead head);

    /// The part is the user's to release.
    void answerPart(ByteBuf part);

    /// The connection isn't the user's any more.
    void answerEnd(LastPart last);

    /// What came in one go is all delivered.
    void answerBatchOver();

    /// The connection ended before the answer did.
    ///
    /// @param notBegun whether the provider hasn't begun with the request: it said so, or nothing of an
    ///     answer came on a connection that had served others, which it closed while that was idle
    void answerLost(boolean notBegun);

    /// The answer is no legal HTTP.
    void answerBroken(Violation violation);

    /// The gateway itself failed while it dealt with the call; its connection is closed.
    void fault(Throwable cause);

    /// [#unreachable], told from a place that nobody above looks after: what it throws is a fault.
    default void tellUnreachable(Unreachable why) {
        try {
            unreachable(why);
        } catch (RuntimeException | Error e) {
            fault(e);
        }
    }

    /// The connection can take more, or can't any more.
    void requestWritable(boolean writable);

    /// Why a provider couldn't be reached.
    enum Unreachable {
        NAME_UNKNOWN("name resolution"),
        /// A tenant's provider whose name leads to a machine around the gateway.
        NOT_PUBLIC("its name leads to an address that isn't on the internet"),
        REFUSED("connect"),
        TIMED_OUT("connect"),
        TLS_FAILED("TLS");

        private final String step;

        Unreachable(String step) {
            this.step = step;
        }

        /// Which step failed.
        String step() {
            return step;
        }
    }
}
