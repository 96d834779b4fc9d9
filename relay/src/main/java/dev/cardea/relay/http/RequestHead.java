package dev.cardea.relay.http;

import org.jspecify.annotations.Nullable;

/// The head of a request: what comes before its body.
///
/// One that came from a connection is valid as long as its [Fields]. One to be written holds neither
/// `Content-Length` nor `Transfer-Encoding` nor `Connection` among its fields: the codec writes these
/// from [#length]; it does hold `Host`.
public final class RequestHead {
    /// The [#length] of a body whose size is not known before its end.
    public static final long UNKNOWN = -1;

    private final String method;
    private final String target;
    private final HttpVersion version;
    private final Fields fields;
    private final long length;
    private final boolean keepAlive;
    private final boolean expectsContinue;
    private @Nullable String path;
    private @Nullable String query;

    RequestHead(
            String method,
            String target,
            HttpVersion version,
            Fields fields,
            long length,
            boolean keepAlive,
            boolean expectsContinue) {
        this.method = method;
        this.target = target;
        this.version = version;
        this.fields = fields;
        this.length = length;
        this.keepAlive = keepAlive;
        this.expectsContinue = expectsContinue;
    }

    /// A request to be written.
    ///
    /// @param target path and query
    /// @param length of the body in bytes, or [#UNKNOWN]
    public static RequestHead of(String method, String target, Fields fields, long length) {
        return new RequestHead(method, target, HttpVersion.HTTP_1_1, fields, length, true, false);
    }

    public String method() {
        return method;
    }

    /// As it came: usually path and query, an absolute URI from some proxies, `*` of OPTIONS.
    public String target() {
        return target;
    }

    /// The path without query, scheme and authority; starts with a slash, or is `*`.
    public String path() {
        if (path == null) {
            split();
        }
        return path == null ? "/" : path;
    }

    /// The query without the question mark, empty when there is none.
    public String query() {
        if (query == null) {
            split();
        }
        return query == null ? "" : query;
    }

    public HttpVersion version() {
        return version;
    }

    public Fields fields() {
        return fields;
    }

    /// The size of the body in bytes, or [#UNKNOWN]; 0 when there is none.
    public long length() {
        return length;
    }

    /// Whether the connection may serve another request after this one.
    public boolean keepAlive() {
        return keepAlive;
    }

    /// Whether the client waits for `100 Continue` before it sends the body: write
    /// [ResponseHead#CONTINUE] when the body is wanted.
    public boolean expectsContinue() {
        return expectsContinue;
    }

    private void split() {
        int from = 0;
        if (!target.startsWith("/") && !target.equals("*")) {
            int authority = target.indexOf("://") + 3;
            int slash = target.indexOf('/', authority);
            int mark = target.indexOf('?', authority);
            from = slash >= 0 && (mark < 0 || slash < mark) ? slash : mark;
            if (from < 0) {
                from = target.length();
            }
        }
        int mark = target.indexOf('?', from);
        String rest = mark < 0 ? target.substring(from) : target.substring(from, mark);
        path = rest.isEmpty() ? "/" : rest;
        query = mark < 0 ? "" : target.substring(mark + 1);
    }

    /// Method, path and version; a query may hold a secret.
    @Override
    public String toString() {
        return method + " " + path() + " " + version.text();
    }
}
