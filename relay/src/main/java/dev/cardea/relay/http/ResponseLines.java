package dev.cardea.relay.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/// Writes the heads of HTTP/1 responses.
final class ResponseLines {
    private static final int FIRST = 100;
    private static final byte[][] STATUS_LINES = new byte[500][];
    private static final byte[] CLOSE = MessageWriter.bytes("connection: close\r\n");
    private static final byte[] KEEP_ALIVE = MessageWriter.bytes("connection: keep-alive\r\n");

    static {
        for (int i = 0; i < STATUS_LINES.length; i++) {
            String phrase = HttpResponseStatus.valueOf(FIRST + i).reasonPhrase();
            STATUS_LINES[i] =
                    MessageWriter.bytes("HTTP/1.1 " + (FIRST + i) + " " + phrase + "\r\n");
        }
    }

    private ResponseLines() {}

    /// @param request null when it could not be read
    /// @return whether the connection lasts beyond this response
    static boolean write(
            MessageWriter writer,
            ByteBuf out,
            ResponseHead head,
            @Nullable RequestHead request,
            boolean keepAlive) {
        int status = head.status();
        boolean toHead = request != null && request.method().equals("HEAD");
        boolean old = request != null && request.version() == HttpVersion.HTTP_1_0;
        boolean lasts = keepAlive;
        out.writeBytes(STATUS_LINES[status - FIRST]);
        head.fields().writeTo(out, Framing.FIELDS);
        if (toHead || status == 204 || status == 304) {
            if (status != 204 && head.length() >= 0) {
                writer.contentLength(out, head.length());
            }
            writer.bodyless();
        } else if (head.length() >= 0) {
            writer.contentLength(out, head.length());
        } else if (old) {
            writer.untilClose();
            lasts = false;
        } else {
            writer.chunked(out);
        }
        if (!lasts) {
            out.writeBytes(CLOSE);
        } else if (old) {
            out.writeBytes(KEEP_ALIVE);
        }
        MessageWriter.endLine(out);
        return lasts;
    }

    static void writeInformational(ByteBuf out, ResponseHead head) {
        out.writeBytes(STATUS_LINES[head.status() - FIRST]);
        head.fields().writeTo(out, Framing.FIELDS);
        MessageWriter.endLine(out);
    }
}
