package dev.cardea.relay.http;

/// The head of a response: what comes before its body.
///
/// One with a status below 200 is informational: another head follows, and no [LastPart] comes with
/// it. One to be written holds neither `Content-Length` nor `Transfer-Encoding` nor `Connection`
/// among its fields: the codec writes these from [#length] and [#keepAlive].
public final class ResponseHead {
    /// The [#length] of a body whose size is not known before its end.
    public static final long UNKNOWN = -1;

    /// The interim answer that makes a client send its body.
    public static final ResponseHead CONTINUE = of(100, new Fields(), 0);

    private final int status;
    private final HttpVersion version;
    private final Fields fields;
    private final long length;
    private final boolean keepAlive;

    ResponseHead(int status, HttpVersion version, Fields fields, long length, boolean keepAlive) {
        this.status = status;
        this.version = version;
        this.fields = fields;
        this.length = length;
        this.keepAlive = keepAlive;
    }

    /// A response to be written, on a connection that may serve more requests.
    ///
    /// @param length of the body in bytes, or [#UNKNOWN]; in the answer to HEAD and in a 304 that of
    ///     the body that isn't sent
    public static ResponseHead of(int status, Fields fields, long length) {
        return new ResponseHead(status, HttpVersion.HTTP_1_1, fields, length, true);
    }

    /// The same, after which the connection closes.
    public ResponseHead closing() {
        return new ResponseHead(status, version, fields, length, false);
    }

    public int status() {
        return status;
    }

    public HttpVersion version() {
        return version;
    }

    public Fields fields() {
        return fields;
    }

    /// The size of the body in bytes, or [#UNKNOWN]. In the answer to HEAD and in a 304 it is what
    /// the head says, and no body follows.
    public long length() {
        return length;
    }

    /// Whether the connection may carry another exchange after this one.
    public boolean keepAlive() {
        return keepAlive;
    }

    /// Whether another head follows this one.
    public boolean informational() {
        return status < 200;
    }

    @Override
    public String toString() {
        return status + " " + version.text();
    }
}
