package dev.cardea.relay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a hostile HTTP/2 client sends, byte by byte.
class Http2AbuseIT {
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    /// GET, http, / from the static table; `:authority: h`.
    private static final byte[] REQUEST = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 0x01, 'h'};

    @Test
    void streamsThatAreResetAtOnceEndTheConnection() throws IOException {
        try (TestServer server = TestServer.plain(HttpLimits.STANDARD);
                Hostile client = new Hostile(server)) {
            for (int stream = 1; stream < 4000 && client.open; stream += 2) {
                client.frame(HEADERS, END_STREAM | END_HEADERS, stream, REQUEST);
                client.frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
            }
            assertThat(client.lastFrame()).isEqualTo(GOAWAY);
        }
    }

    @Test
    void endlessContinuationsEndTheConnection() throws IOException {
        try (TestServer server = TestServer.plain(HttpLimits.STANDARD);
                Hostile client = new Hostile(server)) {
            client.frame(HEADERS, END_STREAM, 1, REQUEST);
            for (int i = 0; i < 5000 && client.open; i++) {
                client.frame(CONTINUATION, 0, 1, new byte[] {0x00, 0x01, 'a', 0x01, 'b'});
            }
            assertThat(client.lastFrame()).isEqualTo(GOAWAY);
        }
    }

    @Test
    void headerListBeyondTheLimitIsRefused() throws IOException {
        try (TestServer server = TestServer.plain(HttpLimits.STANDARD);
                Hostile client = new Hostile(server)) {
            byte[] large = new byte[16_000];
            java.util.Arrays.fill(large, (byte) 'x');
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            block.writeBytes(new byte[] {0x00, 0x01, 'a', 0x7f, (byte) 0x81, 0x7c});
            block.write(large, 0, 16_000);
            client.frame(HEADERS, END_STREAM, 1, REQUEST);
            for (int i = 0; i < 7 && client.open; i++) {
                client.frame(CONTINUATION, i == 6 ? END_HEADERS : 0, 1, block.toByteArray());
            }
            client.frame(PING, 0, 0, new byte[8]);
            client.lastFrame();
            assertThat(server.open).hasValue(0);
        }
    }

    @Test
    void pingsDoNotKeepAConnectionWithoutRequests() throws Exception {
        HttpLimits limits =
                new HttpLimits(
                        8192, 65_536, 200, Duration.ofSeconds(1), Duration.ofMillis(400), 10);
        try (TestServer server = TestServer.plain(limits);
                Hostile client = new Hostile(server)) {
            for (int i = 0; i < 100 && client.open; i++) {
                client.frame(PING, 0, 0, new byte[8]);
                Thread.sleep(20);
            }
            assertThat(client.lastFrame()).isEqualTo(GOAWAY);
        }
    }

    @Test
    void prefaceMayComeInPieces() throws Exception {
        try (TestServer server = TestServer.plain(HttpLimits.STANDARD);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(5000);
            byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            for (byte b : preface) {
                socket.getOutputStream().write(b);
                socket.getOutputStream().flush();
                Thread.sleep(1);
            }
            socket.getOutputStream().write(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
            byte[] head = socket.getInputStream().readNBytes(9);
            assertThat(head[3]).isEqualTo((byte) SETTINGS);
            assertThat(server.open).hasValue(0);
        }
    }

    /// Frames written by hand; `open` until the server has closed.
    private static final class Hostile implements AutoCloseable {
        private final Socket socket;
        private final DataOutputStream out;
        boolean open = true;

        Hostile(TestServer server) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.setSoTimeout(5000);
            out = new DataOutputStream(socket.getOutputStream());
            out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            frame(SETTINGS, 0, 0, new byte[0]);
        }

        void frame(int type, int flags, int stream, byte[] payload) {
            try {
                var frame = new ByteArrayOutputStream();
                DataOutputStream data = new DataOutputStream(frame);
                data.writeByte(payload.length >> 16);
                data.writeShort(payload.length);
                data.writeByte(type);
                data.writeByte(flags);
                data.writeInt(stream);
                data.write(payload);
                out.write(frame.toByteArray());
            } catch (IOException _) {
                open = false;
            }
        }

        /// Reads until the server closes or is silent; answers the type of its last frame that isn't
        /// a PING's echo, or GOAWAY when it closed without reading on.
        int lastFrame() throws IOException {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int last = -1;
            try {
                for (int high = in.read(); high >= 0; high = in.read()) {
                    int length = high << 16 | in.readUnsignedShort();
                    int type = in.readUnsignedByte();
                    in.skipNBytes(5L + length);
                    if (type == GOAWAY) {
                        return GOAWAY;
                    }
                    if (type == PING && last < 0) {
                        return PING;
                    }
                    last = type == PING ? last : type;
                }
            } catch (SocketException _) {
                return GOAWAY;
            }
            return last;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
