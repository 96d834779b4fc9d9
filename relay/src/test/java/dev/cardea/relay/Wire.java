package dev.cardea.relay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One end of a TCP connection on which tests write HTTP by hand, and read it without a library.
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /// A message as it came.
    ///
    /// @param fields by lower-case name; several of one name joined by commas
    record Message(String line, Map<String, String> fields, byte[] body, String trailers) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        int status() {
            return Integer.parseInt(line.split(" ")[1]);
        }

        @Nullable String field(String name) {
            return fields.get(name);
        }
    }

    Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Wire send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /// A chunk of a chunked body.
    Wire chunk(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return send(Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n");
    }

    /// The next message, null when the connection ends before one begins.
    @Nullable Message read() throws IOException {
        return read(false);
    }

    /// @param headOnly whether no body comes whatever the head says, as after HEAD
    @Nullable Message read(boolean headOnly) throws IOException {
        Message head = readHead();
        if (head == null) {
            return null;
        }
        String length = head.field("content-length");
        if (headOnly || (head.line.startsWith("HTTP") && head.status() < 200)) {
            return head;
        }
        if ("chunked".equals(head.field("transfer-encoding"))) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            StringBuilder trailers = new StringBuilder();
            for (byte[] chunk = readChunk(); chunk.length > 0; chunk = readChunk()) {
                body.writeBytes(chunk);
            }
            for (String line = line(); line != null && !line.isEmpty(); line = line()) {
                trailers.append(line).append('\n');
            }
            return new Message(head.line, head.fields, body.toByteArray(), trailers.toString());
        }
        if (length == null) {
            boolean untilClose = head.line.startsWith("HTTP");
            return new Message(
                    head.line, head.fields, untilClose ? in.readAllBytes() : new byte[0], "");
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        if (body.length < Integer.parseInt(length)) {
            throw new EOFException("the body ends after " + body.length + " of " + length);
        }
        return new Message(head.line, head.fields, body, "");
    }

    /// The head of the next message; its body is still to be read.
    @Nullable Message readHead() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field = line(); field != null && !field.isEmpty(); field = line()) {
            int colon = field.indexOf(':');
            fields.merge(
                    field.substring(0, colon).toLowerCase(Locale.ROOT),
                    field.substring(colon + 1).strip(),
                    (a, b) -> a + "," + b);
        }
        return new Message(line, fields, new byte[0], "");
    }

    /// The next chunk of a body; empty at its end.
    byte[] readChunk() throws IOException {
        String size = line();
        if (size == null) {
            throw new EOFException("the body ends before its last chunk");
        }
        int length = Integer.parseInt(size, 16);
        byte[] data = in.readNBytes(length);
        if (data.length < length) {
            throw new EOFException("the body ends within a chunk");
        }
        if (length > 0) {
            line();
        }
        return data;
    }

    /// One byte, -1 at the end.
    int readByte() throws IOException {
        return in.read();
    }

    /// Whether the other side has closed, waiting for it.
    boolean closed() {
        try {
            while (in.read() >= 0) {
                // What still comes is of no interest.
            }
            return true;
        } catch (IOException e) {
            return !(e instanceof java.net.SocketTimeoutException);
        }
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    Socket socket() {
        return socket;
    }

    /// Closes with a reset instead of an orderly end.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
