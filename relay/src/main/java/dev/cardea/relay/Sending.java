package dev.cardea.relay;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// The request of one attempt on its way: it waits for its body where that is needed as a whole, for a
/// connection, and goes on as more of the body comes.
final class Sending implements RequestBody.Streaming {
    private final RelayLoop loop;
    private final ClientConnection client;
    private final UpstreamUser user;
    private final RequestBody body;
    private Preparation.Ready ready;
    private @Nullable UpstreamConnection connection;
    private boolean awaitsBody;
    private boolean connecting;
    private long progress = System.nanoTime();

    /// @param user that the connection is for
    Sending(RelayLoop loop, ClientConnection client, UpstreamUser user, Preparation.Ready ready) {
        this.loop = loop;
        this.client = client;
        this.user = user;
        this.ready = ready;
        body = ready.arrival().body();
    }

    /// What is sent; without its body once it is [#done].
    Preparation.Ready ready() {
        return ready;
    }

    /// Asks for a connection, once the body is here where it is needed as a whole. False when it can't
    /// be waited for.
    boolean begin() {
        awaitsBody = ready.awaitsBody();
        if (awaitsBody) {
            return bodyBatchOver();
        }
        if (!body.complete()) {
            client.reading(false);
        }
        lend(false);
        return true;
    }

    /// All of it once more, on a new connection.
    void again() {
        lend(true);
    }

    /// Another request of the same call.
    void next(Preparation.Ready another) {
        ready = another;
        lend(false);
    }

    private void lend(boolean fresh) {
        connecting = true;
        progressed();
        loop.pool().lend(ready.site().origin(), user, fresh);
    }

    /// Writes what is here.
    void connected(UpstreamConnection to) {
        connecting = false;
        connection = to;
        ready.write(to);
        if (body.complete()) {
            to.end();
        } else {
            body.stream(this);
            client.reading(to.writable());
        }
        to.flush();
        progressed();
    }

    @Override
    public void part(ByteBuf part) {
        UpstreamConnection to = connection;
        if (to == null) {
            part.release();
            return;
        }
        to.write(part);
    }

    @Override
    public void end() {
        if (connection != null) {
            connection.end();
        }
    }

    /// What came from the client in one go has been written, or waits for the rest of it. False when
    /// the budget has nothing left to hold the rest in.
    boolean bodyBatchOver() {
        if (awaitsBody && body.complete()) {
            awaitsBody = false;
            lend(false);
        } else if (awaitsBody && body.overBudget()) {
            return false;
        } else if (awaitsBody) {
            client.wantBody(ready.arrival().head());
        } else if (connection != null) {
            connection.flush();
            progressed();
        }
        return true;
    }

    /// Whether the provider takes more of the body.
    void writable(boolean on) {
        if (on) {
            progressed();
        }
        client.reading(on);
    }

    /// Whether the answer is read.
    void reading(boolean on) {
        if (connection != null) {
            connection.reading(on);
            progressed();
        }
    }

    /// It won't be sent again: its body isn't needed any more.
    void done() {
        ready = ready.sent();
        body.letGo();
    }

    /// The connection is somebody else's, or nobody's.
    void disconnected() {
        connection = null;
    }

    /// Nobody wants the rest of the answer.
    void cancel() {
        if (connection != null) {
            connection.cancel();
            connection = null;
        }
    }

    /// Whether there is a connection that has it.
    boolean sent() {
        return connection != null;
    }

    /// Whether it waits for a connection.
    boolean connecting() {
        return connecting;
    }

    /// Something came or went.
    void progressed() {
        progress = System.nanoTime();
    }

    /// When something last came or went, as [System#nanoTime].
    long progress() {
        return progress;
    }
}
